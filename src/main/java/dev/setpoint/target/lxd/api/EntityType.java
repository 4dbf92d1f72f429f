package dev.setpoint.target.lxd.api;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Sorts of things that exist on a server, with the place of each in its API. */
public enum EntityType {
  INSTANCE(true, "instances"),
  SNAPSHOT(true, "instances/*/snapshots"),
  PROFILE(true, "profiles"),
  IMAGE(true, "images"),
  ALIAS(true, "images/aliases"),
  NETWORK(true, "networks"),
  FORWARD(true, "networks/*/forwards"),
  ACL(true, "network-acls"),
  POOL(false, "storage-pools"),
  VOLUME(true, "storage-pools/*/volumes/custom"),
  VOLUME_SNAPSHOT(true, "storage-pools/*/volumes/custom/*/snapshots"),
  PROJECT(false, "projects"),
  CERTIFICATE(false, "certificates"),
  WARNING(true, "warnings"),
  OPERATION(true, "operations");

  /** Stands for the name of a parent. */
  static final String PARENT = "*";

  private final boolean inProject;
  private final String place;

  EntityType(boolean inProject, String place) {
    this.inProject = inProject;
    this.place = place;
  }

  /** Whether every project has its own ones. */
  public boolean isInProject() {
    return inProject;
  }

  /** Path below {@code /1.0} of the collection; {@code *} stands for a parent's name. */
  List<String> place() {
    return List.of(place.split("/", -1));
  }

  /** How many parents' names are in a path. */
  int parents() {
    return (int) place().stream().filter(PARENT::equals).count();
  }

  /** What it belongs to, where that is an entity itself. */
  Optional<EntityType> parent() {
    return switch (this) {
      case SNAPSHOT -> Optional.of(INSTANCE);
      case FORWARD -> Optional.of(NETWORK);
      case VOLUME -> Optional.of(POOL);
      case VOLUME_SNAPSHOT -> Optional.of(VOLUME);
      case INSTANCE,
          PROFILE,
          IMAGE,
          ALIAS,
          NETWORK,
          ACL,
          POOL,
          PROJECT,
          CERTIFICATE,
          WARNING,
          OPERATION ->
          Optional.empty();
    };
  }

  /** Field of a body that has the name of a new one. */
  public String nameField() {
    return this == FORWARD ? "listen_address" : "name";
  }

  /** Its name for people. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
