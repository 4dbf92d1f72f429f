package dev.setpoint.trust;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a person may do; each role includes the one before it. */
public enum Role {
  /** Looks. */
  VIEWER,
  /** Looks, and tells the controller what to do now. */
  OPERATOR,
  /** Also says who else may do what, and which machines belong to the fleet. */
  ADMIN;

  /** As people and files write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role of exactly this word; there is no role for anything else, and none by default. */
  public static Optional<Role> of(String word) {
    return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
  }
}
