package dev.setpoint.target.host.file;

import dev.setpoint.manifest.host.FileSpec;
import dev.setpoint.reconcile.field.FieldTable;
import dev.setpoint.reconcile.field.FieldTable.Match;
import dev.setpoint.reconcile.field.FieldTable.Remedy;
import dev.setpoint.reconcile.field.FieldTable.Rule;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.reconcile.field.Fields;
import dev.setpoint.target.ResourceInputs;
import dev.setpoint.target.host.machine.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Paths of a file's fields, and what a declaration says in them. */
final class FileFields {
  static final String TYPE = "spec.type";
  static final String CONTENT = "spec.content";
  static final String MODE = "spec.mode";
  static final String OWNER = "spec.owner";
  static final String GROUP = "spec.group";
  static final String LINK = "spec.link";
  static final String UNDECLARED = "spec.undeclared";

  static final String FILE = "file";
  static final String DIRECTORY = "directory";
  static final String SYMLINK = "link";
  static final String ABSENT = "absent";
  static final String OTHER = "other";

  static final FieldTable TABLE =
      FieldTable.of(
          List.of(
              new Rule(TYPE, Match.EXACT, Remedy.IN_PLACE, "type"),
              new Rule(CONTENT, Match.EXACT, Remedy.IN_PLACE, "content"),
              new Rule(MODE, Match.EXACT, Remedy.IN_PLACE, "access"),
              new Rule(OWNER, Match.EXACT, Remedy.IN_PLACE, "access"),
              new Rule(GROUP, Match.EXACT, Remedy.IN_PLACE, "access"),
              new Rule(LINK, Match.EXACT, Remedy.IN_PLACE, "content"),
              new Rule(UNDECLARED, Match.EXACT, Remedy.IN_PLACE, "content")));

  private FileFields() {}

  static Fields of(FileSpec spec, ResourceInputs inputs) {
    var fields = new TreeMap<String, FieldValue>();
    fields.put(TYPE, FieldValue.text(type(spec.form())));
    switch (spec.form()) {
      case FileSpec.Regular regular -> fields.put(CONTENT, content(spec, regular, inputs));
      case FileSpec.Directory directory -> {
        if (directory.purge() != null) {
          fields.put(UNDECLARED, FieldValue.members(List.of()));
        }
      }
      case FileSpec.Link(var target) -> fields.put(LINK, FieldValue.text(target));
      case FileSpec.Absent _ -> {}
    }
    put(fields, MODE, spec.mode());
    put(fields, OWNER, spec.owner());
    put(fields, GROUP, spec.group());
    return Fields.of(fields);
  }

  private static void put(Map<String, FieldValue> fields, String path, @Nullable String text) {
    if (text != null) {
      fields.put(path, FieldValue.text(text));
    }
  }

  static String type(FileSpec.Form form) {
    return switch (form) {
      case FileSpec.Regular _ -> FILE;
      case FileSpec.Directory _ -> DIRECTORY;
      case FileSpec.Link _ -> SYMLINK;
      case FileSpec.Absent _ -> ABSENT;
    };
  }

  private static FieldValue content(
      FileSpec spec, FileSpec.Regular regular, ResourceInputs inputs) {
    return bytes(regular, inputs)
        .map(bytes -> value(spec, Sha256.hex(bytes), inputs))
        .orElseGet(() -> FieldValue.text("(missing)"));
  }

  /** A content as it is compared: its digest, hidden where even that could be guessed from. */
  static FieldValue value(FileSpec spec, String sha256, ResourceInputs inputs) {
    String digest = "sha256:" + sha256;
    return spec.sensitive() ? inputs.hider().hide(digest) : FieldValue.text(digest);
  }

  /** What should be in the file; empty when the order did not bring it. */
  static Optional<byte[]> bytes(FileSpec.Regular regular, ResourceInputs inputs) {
    return switch (regular.content()) {
      case FileSpec.Content.Inline(var text) -> Optional.of(text.getBytes(StandardCharsets.UTF_8));
      case FileSpec.Content.OfFile(var path) -> inputs.file(path);
      case FileSpec.Content.OfSecret(var name) ->
          inputs.secret(name).map(text -> text.getBytes(StandardCharsets.UTF_8));
    };
  }
}
