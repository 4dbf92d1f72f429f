package dev.setpoint.target.host.file;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.host.FileSpec;
import dev.setpoint.reconcile.DesiredState;
import dev.setpoint.reconcile.ObservedResource.Health;
import dev.setpoint.reconcile.field.FieldTable.Remedy;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.reconcile.field.Fields;
import dev.setpoint.reconcile.field.Hider;
import dev.setpoint.target.host.machine.Accounts;
import dev.setpoint.target.host.machine.Machine;
import dev.setpoint.target.host.machine.Stat;
import dev.setpoint.target.host.part.Declared;
import dev.setpoint.target.host.part.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** One look at declared paths. For one thread. */
final class FileLook {
  private final Machine machine;
  private final Accounts accounts;
  private final Digests digests;
  private final Hider hider;
  private final DesiredState all;

  /**
   * A look.
   *
   * @param all everything declared, for telling which entries of a directory are not
   */
  FileLook(Machine machine, Accounts accounts, Digests digests, Hider hider, DesiredState all) {
    this.machine = machine;
    this.accounts = accounts;
    this.digests = digests;
    this.hider = hider;
    this.all = all;
  }

  Seen at(Declared declared) {
    var path = machine.at(declared.name());
    try {
      var spec = FileKind.spec(declared);
      var stat = Stat.of(path);
      var live = stat.isEmpty() ? absent() : there(declared, spec, path, stat.get());
      return new Seen.Live(
          declared.id(),
          Fields.of(live),
          stat.isPresent() && FileFields.type(spec.form()).equals(type(stat.get())),
          Health.NONE,
          leftovers(path),
          remedies(spec, path, stat));
    } catch (IOException e) {
      return new Seen.Unknown(
          declared.id(), "%s cannot be looked at: %s".formatted(declared.name(), e.getMessage()));
    }
  }

  private static List<String> leftovers(Path path) throws IOException {
    var half = Half.of(path);
    return Stat.of(half).isPresent() ? List.of(half.toString()) : List.of();
  }

  private static Map<String, FieldValue> absent() {
    return Map.of(FileFields.TYPE, FieldValue.text(FileFields.ABSENT));
  }

  private Map<String, FieldValue> there(Declared declared, FileSpec spec, Path path, Stat stat)
      throws IOException {
    var live = new TreeMap<String, FieldValue>();
    live.put(FileFields.TYPE, FieldValue.text(type(stat)));
    if (!stat.isLink()) {
      live.put(FileFields.MODE, FieldValue.text(stat.mode()));
    }
    var owner = spec.owner() == null ? String.valueOf(stat.uid()) : spec.owner();
    var group = spec.group() == null ? String.valueOf(stat.gid()) : spec.group();
    live.put(FileFields.OWNER, FieldValue.text(accounts.userAs(owner, stat.uid())));
    live.put(FileFields.GROUP, FieldValue.text(accounts.groupAs(group, stat.gid())));
    switch (spec.form()) {
      case FileSpec.Regular regular when stat.isRegular() ->
          live.put(FileFields.CONTENT, content(declared, spec, regular, path, stat));
      case FileSpec.Directory directory when stat.isDirectory() && directory.purge() != null ->
          live.put(FileFields.UNDECLARED, FieldValue.members(undeclared(declared.name(), path)));
      case FileSpec.Link _ when stat.isLink() ->
          live.put(FileFields.LINK, FieldValue.text(Files.readSymbolicLink(path).toString()));
      case FileSpec.Regular _, FileSpec.Directory _, FileSpec.Link _, FileSpec.Absent _ -> {}
    }
    return live;
  }

  /** A file that is only seeded has whatever content it is to have. */
  private FieldValue content(
      Declared declared, FileSpec spec, FileSpec.Regular regular, Path path, Stat stat)
      throws IOException {
    if (!regular.replace()) {
      return declared.fields().get(FileFields.CONTENT).orElse(FieldValue.text(""));
    }
    String digest = "sha256:" + digests.of(path, stat);
    return spec.sensitive() ? hider.hide(digest) : FieldValue.text(digest);
  }

  private SortedSet<String> undeclared(String name, Path directory) throws IOException {
    var names = new TreeSet<String>();
    String prefix = name.equals("/") ? "/" : name + "/";
    try (var entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        String path = prefix + entry.getFileName();
        if (!Half.isHalf(entry) && !isDeclared(path)) {
          names.add(String.valueOf(entry.getFileName()));
        }
      }
    }
    return names;
  }

  /** Whether it, or something below it, is declared. */
  private boolean isDeclared(String path) {
    var id = new ResourceId(ResourceKind.FILE, path);
    var below = new ResourceId(ResourceKind.FILE, path + "/");
    var end = new ResourceId(ResourceKind.FILE, path + "0");
    return all.byId().containsKey(id) || !all.byId().subMap(below, end).isEmpty();
  }

  private static String type(Stat stat) {
    if (stat.isRegular()) {
      return FileFields.FILE;
    }
    if (stat.isDirectory()) {
      return FileFields.DIRECTORY;
    }
    return stat.isLink() ? FileFields.SYMLINK : FileFields.OTHER;
  }

  /** What would have to be removed to make room, and cannot be made again, is left to a human. */
  private static Map<String, Remedy> remedies(FileSpec spec, Path path, Optional<Stat> seen)
      throws IOException {
    boolean free =
        switch (spec.form()) {
          case FileSpec.Directory _ -> seen.isEmpty() || seen.get().isDirectory();
          case FileSpec.Absent _ ->
              isReplaceable(seen) || (seen.get().isDirectory() && isEmpty(path));
          case FileSpec.Regular _, FileSpec.Link _ -> isReplaceable(seen);
        };
    return free ? Map.of() : Map.of(FileFields.TYPE, Remedy.REPORT);
  }

  private static boolean isReplaceable(Optional<Stat> seen) {
    return seen.isEmpty() || seen.get().isRegular() || seen.get().isLink();
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (var entries = Files.newDirectoryStream(directory)) {
      return !entries.iterator().hasNext();
    }
  }
}
