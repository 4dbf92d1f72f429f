package dev.setpoint.target.lxd.instance.fields;

import dev.setpoint.reconcile.field.FieldTable;
import dev.setpoint.reconcile.field.FieldTable.Match;
import dev.setpoint.reconcile.field.FieldTable.Remedy;
import dev.setpoint.reconcile.field.FieldTable.Rule;
import java.util.List;

/** Paths of an instance's fields, and how they are compared and corrected. */
public final class InstanceFields {
  public static final String IMAGE = "spec.image";
  public static final String TYPE = "spec.type";
  public static final String ARCHITECTURE = "spec.architecture";
  public static final String PROFILES = "spec.profiles";
  public static final String CONFIG = "spec.config";
  public static final String DEVICES = "spec.devices";
  public static final String EPHEMERAL = "spec.ephemeral";
  public static final String DESCRIPTION = "spec.description";
  public static final String STATE = "spec.state";
  public static final String FILES = "spec.files";
  public static final String NODE = "spec.node";

  /** What every instance has; some options and devices of a running one take more. */
  public static final FieldTable TABLE =
      FieldTable.of(
          List.of(
              new Rule(IMAGE, Match.EXACT, Remedy.REPLACE, "image"),
              new Rule(TYPE, Match.EXACT, Remedy.REPLACE, "image"),
              new Rule(ARCHITECTURE, Match.EXACT, Remedy.REPORT, "image"),
              new Rule(PROFILES, Match.EXACT, Remedy.IN_PLACE, "profiles"),
              new Rule(CONFIG, Match.ALLOW_MORE, Remedy.IN_PLACE, "config"),
              new Rule(DEVICES, Match.ALLOW_MORE, Remedy.IN_PLACE, "devices"),
              new Rule(EPHEMERAL, Match.EXACT, Remedy.IN_PLACE, "lifecycle"),
              new Rule(DESCRIPTION, Match.EXACT, Remedy.IN_PLACE, "lifecycle"),
              new Rule(STATE, Match.EXACT, Remedy.RUN_STATE, "lifecycle"),
              new Rule(FILES, Match.ALLOW_MORE, Remedy.IN_PLACE, "files"),
              new Rule(NODE, Match.ALLOW_MORE, Remedy.IN_PLACE, "node")));

  private InstanceFields() {}

  /** Whether a path is about the node inside. */
  public static boolean isNode(String path) {
    return path.equals(NODE) || path.startsWith(NODE + ".");
  }

  /** Path of one option. */
  public static String config(String key) {
    return CONFIG + "." + key;
  }

  /** Path of one device; each of its keys is below it. */
  public static String device(String name) {
    return DEVICES + "." + name;
  }
}
