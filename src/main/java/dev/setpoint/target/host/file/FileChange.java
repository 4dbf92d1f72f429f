package dev.setpoint.target.host.file;

import dev.setpoint.manifest.host.FileSpec;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.target.host.machine.Accounts;
import dev.setpoint.target.host.machine.HostException;
import dev.setpoint.target.host.machine.Machine;
import dev.setpoint.target.host.machine.Sha256;
import dev.setpoint.target.host.machine.Stat;
import dev.setpoint.target.host.part.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One change of what is at a path. For one thread. */
final class FileChange {
  private final Machine machine;
  private final Accounts accounts;
  private final Change change;
  private final FileSpec spec;
  private final Path path;
  private final List<String> done = new ArrayList<>();

  FileChange(Machine machine, Accounts accounts, Change change, Path path) {
    this.machine = machine;
    this.accounts = accounts;
    this.change = change;
    this.spec = FileKind.spec(change.declared());
    this.path = path;
  }

  /** Makes it; what was done, or empty. */
  String make() throws IOException {
    var stat = Stat.of(path);
    var access = access(stat);
    if (!(spec.form() instanceof FileSpec.Absent)) {
      Ancestors.check(machine, path);
    }
    switch (spec.form()) {
      case FileSpec.Regular regular -> file(regular, stat, access);
      case FileSpec.Directory directory -> directory(directory, stat, access);
      case FileSpec.Link(var target) -> link(target, stat, access);
      case FileSpec.Absent _ -> remove(stat);
    }
    return String.join(", ", done);
  }

  private Access access(Optional<Stat> stat) {
    int uid = accounts.user(named(spec.owner(), stat.map(Stat::uid))).orElseThrow(this::noOwner);
    int gid = accounts.group(named(spec.group(), stat.map(Stat::gid))).orElseThrow(this::noGroup);
    return new Access(spec.mode(), uid, gid);
  }

  private static String named(@Nullable String declared, Optional<Integer> live) {
    return declared == null ? String.valueOf(live.orElse(0)) : declared;
  }

  private HostException noOwner() {
    return new HostException(
        FailureReason.WAITING,
        "this machine has no user %s; declare it, or write another owner".formatted(spec.owner()));
  }

  private HostException noGroup() {
    return new HostException(
        FailureReason.WAITING,
        "this machine has no group %s; declare it, or write another group".formatted(spec.group()));
  }

  private void file(FileSpec.Regular regular, Optional<Stat> stat, Access access)
      throws IOException {
    boolean isFile = stat.filter(Stat::isRegular).isPresent();
    byte[] content =
        FileFields.bytes(regular, change.inputs())
            .orElseThrow(() ->
                new HostException(
                    FailureReason.SECRET_MISSING, "the order did not bring its content"));
    boolean differs =
        !isFile || (regular.replace() && !Sha256.hex(content).equals(Sha256.hex(path)));
    if (differs) {
      var write = new FileWrite(machine, path, access);
      write.write(content, stat, regular.validate());
      done.add(isFile ? "written" : "made");
    } else {
      done.addAll(access.ensure(path, stat.orElseThrow()));
    }
  }

  private void directory(FileSpec.Directory directory, Optional<Stat> stat, Access access)
      throws IOException {
    if (stat.isEmpty()) {
      Files.createDirectory(path);
      access.apply(path, access.modeOr("0755"));
      done.add("made");
    } else {
      done.addAll(access.ensure(path, stat.get()));
    }
    FileSpec.Purge purge = directory.purge();
    if (purge != null) {
      purge(purge.most());
    }
  }

  /** Only what the correction names goes: it was seen, and it is in the record. */
  private void purge(int most) throws IOException {
    var names =
        change.correction().due().changes().stream()
            .filter(field -> field.path().startsWith(FileFields.UNDECLARED))
            .flatMap(field ->
                field.observed() instanceof FieldValue.Members(var members)
                    ? members.stream()
                    : java.util.stream.Stream.empty())
            .toList();
    var removal = new Removal(machine.attic(), most);
    for (String name : names) {
      removal.plan(path.resolve(name));
    }
    done.addAll(removal.carryOut());
  }

  private void link(String target, Optional<Stat> stat, Access access) throws IOException {
    boolean same =
        stat.filter(Stat::isLink).isPresent()
            && Files.readSymbolicLink(path).toString().equals(target);
    if (same) {
      done.addAll(access.ensure(path, stat.orElseThrow()));
      return;
    }
    new FileWrite(machine, path, access).link(target);
    done.add("linked to " + target);
  }

  private void remove(Optional<Stat> stat) throws IOException {
    if (stat.isPresent()) {
      var removal = new Removal(machine.attic(), 1);
      removal.plan(path);
      removal.carryOut();
      done.add("removed");
    }
  }
}
