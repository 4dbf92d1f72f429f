package dev.setpoint.manifest.kinds.server;

import dev.setpoint.manifest.ServerManifest;
import dev.setpoint.manifest.kinds.Envelope;

/** The kinds that only LXD and Incus servers hold. */
public final class ServerKinds {
  /** A name space of a server. */
  public static final Envelope<ServerManifest> PROJECT = StoreKinds.PROJECT;

  /** A storage pool. */
  public static final Envelope<ServerManifest> STORAGE_POOL = StoreKinds.STORAGE_POOL;

  /** An image. */
  public static final Envelope<ServerManifest> IMAGE = ImageKind.ENVELOPE;

  /** What instances share. */
  public static final Envelope<ServerManifest> INSTANCE_PROFILE = StoreKinds.INSTANCE_PROFILE;

  /** A system container or virtual machine. */
  public static final Envelope<ServerManifest> INSTANCE = InstanceKind.ENVELOPE;

  private ServerKinds() {}
}
