package dev.setpoint.target.lxd.api;

/**
 * How a command in an instance ended.
 *
 * @param code exit code
 * @param output what it wrote, the beginning of it when it was much
 * @param errors what it wrote to its error output, likewise
 */
public record ExecResult(int code, String output, String errors) {
  /** Whether it went well. */
  public boolean isSuccess() {
    return code == 0;
  }

  /** Output may hold secrets. */
  @Override
  public String toString() {
    return "ExecResult[code=" + code + "]";
  }
}
