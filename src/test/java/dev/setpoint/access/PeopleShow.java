package dev.setpoint.access;

import dev.setpoint.trust.Identity;
import dev.setpoint.trust.Role;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What can be shown to the API for people, and whom it makes. */
public enum PeopleShow {
  NOTHING("nothing", "", null),
  UNKNOWN_TOKEN("a token that was never made", "", null),
  ANOTHER_SECRET("a person's token with another secret", "", null),
  REVOKED_TOKEN("a person's token that was taken back", "", null),
  EXPIRED_TOKEN("a person's token that has ended", "", null),
  JOIN_TOKEN("the token that a machine joins with", "", null),
  OTHER_SCHEME("the right token, but not as `Bearer`", "", null),
  VIEWER("a viewer's token", "vera", Role.VIEWER),
  OPERATOR("an operator's token", "otto", Role.OPERATOR),
  ADMIN("an admin's token", "ada", Role.ADMIN),
  OWNER("`DATA/api-token`", "(owner)", Role.ADMIN);

  private final String words;
  private final String name;
  private final @Nullable Role role;

  PeopleShow(String words, String name, @Nullable Role role) {
    this.words = words;
    this.name = name;
    this.role = role;
  }

  Identity identity() {
    return role == null ? new Identity.Nobody() : new Identity.Person(name, role);
  }

  /** The table for the documentation. */
  public static String table() {
    return "| shown | makes |\n|---|---|\n"
        + Arrays.stream(values())
            .map(each -> "| %s | %s |%n".formatted(each.words, each.whom()))
            .collect(Collectors.joining());
  }

  private String whom() {
    return role == null ? "nobody: 401" : role.word();
  }
}
