package dev.setpoint.rollout;

import java.util.List;
import java.util.stream.Collectors;

/** What guards say of a revision. */
public sealed interface Judgement {
  /**
   * It may go out.
   *
   * @param approval digest of the approval that let it through; empty when none was needed
   */
  record Passed(String approval) implements Judgement {}

  /**
   * It is held for everybody; the revision before stays in force.
   *
   * @param digest what a person approves: exactly these removals
   * @param approvable false when something says {@code protect: never}
   */
  record Held(List<Finding> findings, String digest, boolean approvable) implements Judgement {
    public Held {
      findings = List.copyOf(findings);
    }

    /** Which guards, the numbers, and what to do. */
    public String message() {
      var what =
          findings.stream()
              .map(finding -> "guard %s: %s".formatted(finding.guard().word(), finding.what()))
              .collect(Collectors.joining("; "));
      return what
          + ". Nothing of it is applied on any node. "
          + (approvable
              ? "If that is meant, run `setpoint approve %s`; otherwise commit what is missing."
                  .formatted(shortDigest())
              : "No approval helps: first take `protect: never` away in a revision of its own.");
    }

    /** So much of the digest as people type. */
    public String shortDigest() {
      return digest.substring(0, 12);
    }
  }

  /** One guard and what it says. */
  record Finding(Guard guard, String what) {}

  /** The guards. */
  enum Guard {
    EVERYTHING("everything"),
    SHARE_OF_ALL("percentOfAll"),
    SHARE_OF_NODE("percentOfNode"),
    MANIFESTS("manifests"),
    PROTECT_CONFIRM("protect-confirm"),
    PROTECT_NEVER("protect-never");

    private final String word;

    Guard(String word) {
      this.word = word;
    }

    /** The word in messages. */
    public String word() {
      return word;
    }
  }
}
