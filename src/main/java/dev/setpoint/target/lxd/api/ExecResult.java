package dev.setpoint.target.lxd.api;

/**
 * How a command in an instance ended.
 *
 * @param code exit code
 * @param output what it wrote, the beginning of it when it was much
 * @param errors what it wrote to its error output, likewise
 */
public record ExecResult(int code, byte[] output, byte[] errors) {
  public ExecResult {
    output = output.clone();
    errors = errors.clone();
  }

  @Override
  public byte[] output() {
    return output.clone();
  }

  @Override
  public byte[] errors() {
    return errors.clone();
  }

  /** Whether it went well. */
  public boolean isSuccess() {
    return code == 0;
  }

  /** What it wrote, as text. */
  public String text() {
    return new String(output, java.nio.charset.StandardCharsets.UTF_8);
  }

  /** What it wrote to its error output, as text. */
  public String errorText() {
    return new String(errors, java.nio.charset.StandardCharsets.UTF_8);
  }

  /** Output may hold secrets. */
  @Override
  public String toString() {
    return "ExecResult[code=" + code + "]";
  }
}
