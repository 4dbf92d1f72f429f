package dev.setpoint.target.host.systemd;

import dev.setpoint.manifest.host.UnitSpec;
import dev.setpoint.reconcile.field.FieldTable;
import dev.setpoint.reconcile.field.FieldTable.Match;
import dev.setpoint.reconcile.field.FieldTable.Remedy;
import dev.setpoint.reconcile.field.FieldTable.Rule;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.reconcile.field.Fields;
import java.util.List;
import java.util.TreeMap;

/** Paths of a unit's fields, and what a declaration says in them. */
final class UnitFields {
  static final String STATE = "spec.state";
  static final String ENABLED = "spec.enabled";
  static final String MASKED = "spec.masked";
  static final String LOADED = "spec.loaded";
  static final String DROP_INS = "spec.dropIns";
  static final String PROCESS = "spec.process";

  static final String RUNNING = "running";
  static final String STOPPED = "stopped";

  /** What is loaded and what runs is not older than the files it is made of. */
  static final FieldValue CURRENT = FieldValue.text("current");

  static final FieldTable TABLE =
      FieldTable.of(
          List.of(
              new Rule(STATE, Match.EXACT, Remedy.RUN_STATE, "lifecycle"),
              new Rule(ENABLED, Match.EXACT, Remedy.IN_PLACE, "lifecycle"),
              new Rule(MASKED, Match.EXACT, Remedy.IN_PLACE, "lifecycle"),
              new Rule(LOADED, Match.EXACT, Remedy.IN_PLACE, "content"),
              new Rule(DROP_INS, Match.EXACT, Remedy.IN_PLACE, "content"),
              new Rule(PROCESS, Match.EXACT, Remedy.RESTART, "content")));

  private UnitFields() {}

  static Fields of(UnitSpec spec) {
    var fields = new TreeMap<String, FieldValue>();
    fields.put(LOADED, CURRENT);
    if (spec.active() != null) {
      fields.put(STATE, FieldValue.text(spec.active() ? RUNNING : STOPPED));
    }
    if (spec.enabled() != null) {
      fields.put(ENABLED, FieldValue.text(spec.enabled()));
    }
    if (spec.masked() != null) {
      fields.put(MASKED, FieldValue.text(spec.masked()));
    }
    if (spec.exclusive()) {
      fields.put(DROP_INS, FieldValue.members(List.of()));
    }
    boolean mayRun = !Boolean.FALSE.equals(spec.active()) && !Boolean.TRUE.equals(spec.masked());
    if (mayRun && !(spec.files().isEmpty() && spec.restartOn().isEmpty())) {
      fields.put(PROCESS, CURRENT);
    }
    return Fields.of(fields);
  }
}
