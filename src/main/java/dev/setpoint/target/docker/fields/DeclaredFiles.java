package dev.setpoint.target.docker.fields;

import dev.setpoint.manifest.container.ContainerFile;
import dev.setpoint.reconcile.field.FieldTable.Remedy;
import dev.setpoint.reconcile.field.FieldValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Files of a container as they are compared: digest of the content, mode, owner. */
public final class DeclaredFiles {
  private DeclaredFiles() {}

  static FieldValue values(DeclaredContainer declared) {
    var entries = new TreeMap<String, FieldValue>();
    for (ContainerFile file : declared.spec().files()) {
      entries.put(
          file.path(),
          declared
              .inputs()
              .file(file.from())
              .map(content -> value(content, file.mode(), file.uid(), file.gid()))
              .orElseGet(
                  () -> FieldValue.text(DeclaredContainer.MISSING + "file " + file.from() + ")")));
    }
    return FieldValue.entries(entries);
  }

  /** What one file is compared by. */
  public static FieldValue value(byte[] content, int mode, int uid, int gid) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return FieldValue.text(
          "sha256:%s %04o %d:%d".formatted(HexFormat.of().formatHex(digest), mode, uid, gid));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  static Map<String, Remedy> remedies(DeclaredContainer declared) {
    var remedies = new TreeMap<String, Remedy>();
    for (ContainerFile file : declared.spec().files()) {
      remedies.put(
          StorageRows.FILES + "." + file.path(),
          switch (file.onChange()) {
            case REPLACE -> Remedy.REPLACE;
            case RESTART -> Remedy.RESTART;
            case SIGNAL, NONE -> Remedy.IN_PLACE;
          });
    }
    return remedies;
  }
}
