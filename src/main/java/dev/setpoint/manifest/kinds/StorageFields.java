package dev.setpoint.manifest.kinds;

import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.container.ContainerFile;
import dev.setpoint.manifest.container.ContainerFile.OnChange;
import dev.setpoint.manifest.container.Mount;
import dev.setpoint.manifest.scalar.Names;
import dev.setpoint.manifest.scalar.Signals;
import dev.setpoint.manifest.scalar.Units;
import dev.setpoint.manifest.shape.Field;
import dev.setpoint.manifest.shape.Shape;
import dev.setpoint.manifest.shape.Shapes;
import dev.setpoint.manifest.shape.Values;
import java.util.List;
import java.util.Optional;

/** What is mounted into a container, and the files of the repository put into it. */
final class StorageFields {
  /** A mount, and whether its volume is said to exist without a manifest. */
  private record Mounted(Mount mount, boolean isExternal) {}

  private static final Field<String> PATH =
      Field.required("path", Names.ABSOLUTE_PATH)
          .describe("Absolute path in the container.")
          .example("/data");
  private static final Field<Boolean> READ_ONLY =
      Field.optional("readOnly", Shapes.BOOLEAN)
          .describe("Mounted read-only.")
          .example("true")
          .otherwise("false");
  private static final Field<String> VOLUME =
      Field.required("volume", Names.NAME).describe("A named volume.").example("data");
  private static final Field<String> BIND =
      Field.required("bind", Names.ABSOLUTE_PATH)
          .describe("A directory or file of the machine; it must exist.")
          .example("/srv/www");
  private static final Field<Boolean> TMPFS =
      Field.required("tmpfs", Shapes.BOOLEAN)
          .describe("Memory, gone when the container stops.")
          .example("true");
  private static final Field<Long> SIZE =
      Field.optional("size", Units.SIZE)
          .describe("Limit of a tmpfs.")
          .example("16Mi")
          .otherwise("half of the machine's memory");
  private static final Field<String> TMPFS_MODE =
      Field.optional("mode", Units.OCTAL_MODE)
          .describe("Permission bits of a tmpfs, in quotes.")
          .example("\"1777\"")
          .otherwise("the engine's choice");

  private static final Field<List<Mounted>> MOUNTS =
      Field.optional("mounts", Shapes.list(mountShape()).uniqueBy(m -> m.mount().path(), "path"))
          .describe("Volumes, directories of the machine, and memory.")
          .example("[{volume: data, path: /data}]");

  private static final Field<OnChange> ON_CHANGE =
      Field.optional("onChange", Shapes.words(OnChange.class))
          .describe(
              "What follows when the file differs: `replace` makes a new container, `restart`"
                  + " writes it and restarts, `signal` writes it and sends `signal`, `none` only"
                  + " writes it.")
          .example("none")
          .otherwise("replace");
  private static final Field<String> SIGNAL =
      Field.optional("signal", Signals.SIGNAL)
          .describe("Signal for `onChange: signal`.")
          .example("SIGHUP");
  private static final Shape<ContainerFile> FILE =
      Shapes.object(
          "a file",
          List.of(
              PATH.example("/www/index.html"),
              FileFields.FROM,
              FileFields.TEMPLATE,
              FileFields.MODE,
              FileFields.OWNER,
              ON_CHANGE,
              SIGNAL),
          StorageFields::readFile);
  private static final Field<List<ContainerFile>> FILES =
      Field.optional("files", Shapes.list(FILE).uniqueBy(ContainerFile::path, "path"))
          .describe("Files of the repository put into the container, compared by content.")
          .example("[{path: /www/index.html, from: files/index.html}]");

  static final List<Field<?>> FIELDS = List.of(MOUNTS, FILES);

  private StorageFields() {}

  static List<Mount> readMounts(Values values) {
    List<Mounted> mounts = values.get(MOUNTS, List.of());
    for (int i = 0; i < mounts.size(); i++) {
      if (mounts.get(i).mount() instanceof Mount.Volume volume) {
        values.markItem(
            Marks.USE,
            new Marks.Use(ResourceKind.VOLUME, volume.volume(), mounts.get(i).isExternal()),
            MOUNTS,
            i);
      }
    }
    return mounts.stream().map(Mounted::mount).toList();
  }

  static List<ContainerFile> readFiles(Values values, List<Mount> mounts) {
    List<ContainerFile> files = values.get(FILES, List.of());
    for (int i = 0; i < files.size(); i++) {
      refuseHidden(values, i, files.get(i).path(), mounts);
    }
    return files;
  }

  private static void refuseHidden(Values values, int index, String path, List<Mount> mounts) {
    for (Mount mount : mounts) {
      if (path.equals(mount.path())) {
        values.refuseItem(
            FILES, index, "is at " + path, "a mount is at the same path", "move one of the two");
      } else if (path.startsWith(mount.path() + "/")) {
        whyHidden(mount)
            .ifPresent(why ->
                values.refuseItem(
                    FILES, index, "is at " + path, why, "move the file or the mount"));
      }
    }
  }

  private static Optional<String> whyHidden(Mount mount) {
    return switch (mount) {
      case Mount.Volume volume when volume.readOnly() ->
          Optional.of("the volume mounted at " + volume.path() + " is read-only");
      case Mount.Bind bind when bind.readOnly() ->
          Optional.of("the directory mounted at " + bind.path() + " is read-only");
      case Mount.Tmpfs tmpfs ->
          Optional.of("the tmpfs at " + tmpfs.path() + " is empty at every start");
      case Mount.Volume _, Mount.Bind _ -> Optional.empty();
    };
  }

  private static Shape<Mounted> mountShape() {
    return Shapes.<Mounted>oneOf(
            "volume",
            Shapes.object(
                "a mounted volume",
                List.of(VOLUME, PATH, READ_ONLY, NetworkingFields.EXTERNAL),
                StorageFields::readVolume))
        .or(
            "bind",
            Shapes.object(
                "a mounted directory", List.of(BIND, PATH, READ_ONLY), StorageFields::readBind))
        .or(
            "tmpfs",
            Shapes.object(
                "a tmpfs", List.of(TMPFS, PATH, SIZE, TMPFS_MODE), StorageFields::readTmpfs));
  }

  private static Mounted readVolume(Values values) {
    return new Mounted(
        new Mount.Volume(
            values.require(VOLUME), values.require(PATH), values.get(READ_ONLY, false)),
        values.get(NetworkingFields.EXTERNAL, false));
  }

  private static Mounted readBind(Values values) {
    return new Mounted(
        new Mount.Bind(values.require(BIND), values.require(PATH), values.get(READ_ONLY, false)),
        false);
  }

  private static Mounted readTmpfs(Values values) {
    if (!values.require(TMPFS)) {
      values.refuse(
          TMPFS, "is false", "the mount would be nothing", "write tmpfs: true or remove the mount");
    }
    return new Mounted(
        new Mount.Tmpfs(values.require(PATH), values.get(SIZE), values.get(TMPFS_MODE)), false);
  }

  private static ContainerFile readFile(Values values) {
    OnChange onChange = values.get(ON_CHANGE, OnChange.REPLACE);
    if ((onChange == OnChange.SIGNAL) != values.has(SIGNAL)) {
      values.refuse(
          SIGNAL,
          values.has(SIGNAL) ? "stands without onChange: signal" : "is missing",
          "signal and onChange: signal go together",
          values.has(SIGNAL) ? "write onChange: signal" : "write signal: SIGHUP");
    }
    FileFields.markTemplate(values);
    FileFields.Owner owner = FileFields.owner(values);
    return new ContainerFile(
        values.require(PATH),
        values.require(FileFields.FROM),
        FileFields.mode(values),
        owner.uid(),
        owner.gid(),
        onChange,
        values.get(SIGNAL));
  }
}
