package dev.setpoint.target.docker.fields;

import static dev.setpoint.reconcile.field.FieldTable.Remedy.REPORT;

import dev.setpoint.manifest.VolumeManifest;
import dev.setpoint.reconcile.field.FieldValue;
import java.util.List;

/** Fields of a volume; a difference is only reported, since replacing would lose data. */
final class VolumeRows {
  private VolumeRows() {}

  static List<Row<VolumeManifest, LiveObject>> all() {
    return List.of(
        Row.exact(
            "spec.driver",
            REPORT,
            "volume",
            declared -> FieldValue.text(declared.driver()),
            live -> FieldValue.text(live.json().path("Driver").asText())),
        Row.allowMore(
            "spec.options",
            REPORT,
            "volume",
            declared -> ProcessRows.texts(declared.options()),
            live -> ProcessRows.texts(LiveContainer.strings(live.json().path("Options")))),
        Row.allowMore(
            "spec.labels",
            REPORT,
            "labels",
            declared -> ProcessRows.texts(declared.labels()),
            LiveObject::labelValues));
  }
}
