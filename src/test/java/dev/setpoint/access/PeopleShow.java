package dev.setpoint.access;

import dev.setpoint.trust.Identity;
import dev.setpoint.trust.Role;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What can be shown to the API for people, and whom it makes. */
public enum PeopleShow {
  NOTHING("nothing", new Identity.Nobody()),
  UNKNOWN_TOKEN("a token that was never made", new Identity.Nobody()),
  ANOTHER_SECRET("a person's token with another secret", new Identity.Nobody()),
  REVOKED_TOKEN("a person's token that was taken back", new Identity.Nobody()),
  EXPIRED_TOKEN("a person's token that has ended", new Identity.Nobody()),
  JOIN_TOKEN("the token that a machine joins with", new Identity.Nobody()),
  OTHER_SCHEME("the right token, but not as `Bearer`", new Identity.Nobody()),
  VIEWER("a viewer's token", new Identity.Person("vera", Role.VIEWER)),
  OPERATOR("an operator's token", new Identity.Person("otto", Role.OPERATOR)),
  ADMIN("an admin's token", new Identity.Person("ada", Role.ADMIN)),
  OWNER("`DATA/api-token`", new Identity.Person("(owner)", Role.ADMIN));

  private final String words;
  private final Identity identity;

  PeopleShow(String words, Identity identity) {
    this.words = words;
    this.identity = identity;
  }

  Identity identity() {
    return identity;
  }

  /** The table for the documentation. */
  public static String table() {
    return "| shown | makes |\n|---|---|\n"
        + Arrays.stream(values())
            .map(each -> "| %s | %s |%n".formatted(each.words, each.whom()))
            .collect(Collectors.joining());
  }

  private String whom() {
    return identity instanceof Identity.Person(_, Role role) ? role.word() : "nobody: 401";
  }
}
