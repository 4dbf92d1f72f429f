package dev.setpoint.process.node;

/** Entry point of the agent of one machine: a program of its own, without the controller. */
public final class AgentMain {
  private AgentMain() {}

  /** Does what the arguments say, and ends with its exit code. */
  public static void main(String[] args) {
    System.exit(new AgentCommand(System.in, System.out, System.err, System.getenv()).run(args));
  }
}
