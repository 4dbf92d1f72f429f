package dev.setpoint.target.docker.look;

/** Names under which objects stand while a correction is under way. */
public final class Names {
  private static final String NEW = ".setpoint-new";
  private static final String OLD = ".setpoint-old";
  private static final String ASIDE = ".aside-";

  private Names() {}

  /** The successor before it takes over the name. */
  public static String incoming(String name) {
    return name + NEW;
  }

  /** The predecessor until the successor is healthy. */
  public static String outgoing(String name) {
    return name + OLD;
  }

  /** What stood under the name and was not ours. */
  public static String aside(String name, String operation) {
    return name + ASIDE + operation;
  }

  /** Whether it was set aside, so that nobody may count it as a leftover. */
  public static boolean isAside(String name) {
    return name.contains(ASIDE);
  }

  /** The name that a temporary one stands for. */
  public static String settled(String name) {
    if (name.endsWith(NEW)) {
      return name.substring(0, name.length() - NEW.length());
    }
    return name.endsWith(OLD) ? name.substring(0, name.length() - OLD.length()) : name;
  }
}
