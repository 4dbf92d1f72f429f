package dev.setpoint.target.docker.look;

import java.util.regex.Pattern;

/**
 * Names under which objects stand while a correction is under way. Each correction has names of its
 * own, so that nobody can stand in the way of every one: whoever holds one of these names holds up
 * a single try. A name proves nothing; whose an object is, its mark tells.
 */
public final class Names {
  private static final String NEW = ".setpoint-new-";
  private static final String OLD = ".setpoint-old-";
  private static final String FURTHER = "_";
  private static final String ASIDE = ".aside-";

  private static final Pattern TEMPORARY = Pattern.compile("(.+)\\.setpoint-(new|old)-(.+)");

  private Names() {}

  /** The successor before it takes over the name. */
  public static String incoming(String name, String operation) {
    return name + NEW + operation;
  }

  /** The predecessor until the successor is healthy. */
  public static String outgoing(String name, String operation) {
    return name + OLD + operation;
  }

  /**
   * The same for a further attempt of an operation, when somebody stands there; 0 for the first.
   */
  public static String further(String temporary, int attempt) {
    return attempt == 0 ? temporary : temporary + FURTHER + attempt;
  }

  /**
   * Whether it is the successor's name, of the operation that made the container.
   *
   * @param maker the operation in the container's mark
   */
  public static boolean isIncoming(String temporary, String name, String maker) {
    var match = TEMPORARY.matcher(temporary);
    return match.matches()
        && match.group(1).equals(name)
        && match.group(2).equals("new")
        && match.group(3).split(FURTHER, 2)[0].equals(maker);
  }

  /** Whether it is the predecessor's name, of any operation. */
  public static boolean isOutgoing(String temporary, String name) {
    var match = TEMPORARY.matcher(temporary);
    return match.matches() && match.group(1).equals(name) && match.group(2).equals("old");
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
    var match = TEMPORARY.matcher(name);
    return match.matches() ? match.group(1) : name;
  }
}
