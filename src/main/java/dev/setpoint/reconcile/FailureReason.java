package dev.setpoint.reconcile;

/**
 * Why something is not done; appears unchanged in status, metrics, alerts and the trail. Each has
 * an entry with cause and remedy in {@code docs/reasons.md}.
 */
public enum FailureReason {
  TARGET_UNREACHABLE("TargetUnreachable"),
  TARGET_REFUSED("TargetRefused"),
  TIMEOUT("Timeout"),
  IMAGE_MISSING("ImageMissing"),
  IMAGE_PULL_FAILED("ImagePullFailed"),
  PORT_TAKEN("PortTaken"),
  NAME_TAKEN("NameTaken"),
  DISK_FULL("DiskFull"),
  SECRET_MISSING("SecretMissing"),
  MOUNT_SOURCE_MISSING("MountSourceMissing"),
  NETWORK_MISSING("NetworkMissing"),
  VOLUME_MISSING("VolumeMissing"),
  START_FAILED("StartFailed"),
  PACKAGE_UNAVAILABLE("PackageUnavailable"),
  PACKAGE_BROKEN("PackageBroken"),
  VALIDATION_FAILED("ValidationFailed"),
  NOT_HEALTHY("NotHealthy"),
  INNER_NODE_FAILED("InnerNodeFailed"),
  NOT_CONVERGING("NotConverging"),
  FIGHTING("Fighting"),
  BAD_SPEC("BadSpec"),
  CONFLICTING("Conflicting"),
  NOT_SUPPORTED("NotSupported"),
  NOT_ALLOWED_HERE("NotAllowedHere"),
  NEEDS_HUMAN("NeedsHuman"),
  WAITING("Waiting"),
  OBSERVE_ONLY("ObserveOnly"),
  HELD("Held"),
  SUSPENDED("Suspended"),
  PROTECTED("Protected"),
  ROLLED_BACK("RolledBack"),
  NO_WAY_BACK("NoWayBack"),
  NOT_PROVABLY_OURS("NotProvablyOurs"),
  STATE_UNKNOWN("StateUnknown"),
  RECORD_UNAVAILABLE("RecordUnavailable"),
  INTERRUPTED("Interrupted"),
  INTERNAL("Internal");

  private final String word;

  FailureReason(String word) {
    this.word = word;
  }

  /** The word in status, metrics and the trail. */
  public String word() {
    return word;
  }
}
