package dev.setpoint.target.lxd.instance.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.target.lxd.kind.Live.Role;
import dev.setpoint.target.lxd.kind.Marking;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;

/** Marks that instances alone have: until when a former one is kept, and what it gave away. */
public final class Marks {
  /** Until when a fallback is kept, as an instant. */
  static final String UNTIL = Marking.PREFIX + "until";

  /** What was taken from the old one for the time of a swap, as JSON. */
  static final String LENT = Marking.PREFIX + "lent";

  /** Names of the snapshots that we took, the oldest first, separated by commas. */
  static final String SNAPSHOTS = Marking.PREFIX + "snapshots";

  /** The snapshot that it is put back to, while a change has not proven itself. */
  static final String TRIAL = Marking.PREFIX + "trial";

  static final String ROLE = Marking.PREFIX + "role";

  private Marks() {}

  /**
   * What an instance is for; a fallback whose time is over is to be cleared away, and one that has
   * given away what is its own, or whose change has not proven itself, is not finished.
   */
  public static Role role(JsonNode config, Instant now) {
    Role role = Marking.role(config);
    boolean isUnfinished =
        switch (role) {
          case FALLBACK -> isOver(config, now);
          case ITSELF -> config.has(LENT) || config.has(TRIAL);
          case INCOMING, RETURNING -> false;
        };
    return isUnfinished ? Role.INCOMING : role;
  }

  static boolean isOver(JsonNode config, Instant now) {
    String until = config.path(UNTIL).asText("");
    try {
      return !until.isEmpty() && !now.isBefore(Instant.parse(until));
    } catch (DateTimeException notOurs) {
      return false;
    }
  }

  static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
