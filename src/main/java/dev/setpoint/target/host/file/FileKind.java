package dev.setpoint.target.host.file;

import dev.setpoint.manifest.HostManifest.Part;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.host.FileSpec;
import dev.setpoint.reconcile.DesiredState;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.field.FieldTable;
import dev.setpoint.reconcile.field.Fields;
import dev.setpoint.reconcile.field.Hider;
import dev.setpoint.target.ResourceInputs;
import dev.setpoint.target.host.machine.Accounts;
import dev.setpoint.target.host.machine.HostException;
import dev.setpoint.target.host.machine.Machine;
import dev.setpoint.target.host.part.Change;
import dev.setpoint.target.host.part.Declared;
import dev.setpoint.target.host.part.PartKind;
import dev.setpoint.target.host.part.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The kind {@code File}: what should be at a path of the machine. */
public final class FileKind implements PartKind {
  private final Machine machine;
  private final Hider hider;
  private final Digests digests;

  /** Files of a machine. */
  public FileKind(Machine machine, Hider hider, InstantSource clock) {
    this.machine = machine;
    this.hider = hider;
    this.digests = new Digests(clock);
  }

  static FileSpec spec(Declared declared) {
    if (declared.part().spec() instanceof FileSpec spec) {
      return spec;
    }
    throw new IllegalArgumentException(declared.id() + " is no file");
  }

  @Override
  public ResourceKind kind() {
    return ResourceKind.FILE;
  }

  @Override
  public FieldTable table() {
    return FileFields.TABLE;
  }

  @Override
  public Fields describe(Part part, ResourceInputs inputs) {
    return FileFields.of(spec(new Declared(part, Fields.none())), inputs);
  }

  @Override
  public List<Seen> look(Collection<Declared> wanted, DesiredState all) {
    var look = new FileLook(machine, accounts(), digests, hider, all);
    return wanted.stream().map(look::at).toList();
  }

  private Accounts accounts() {
    try {
      return Accounts.of(machine);
    } catch (IOException e) {
      throw HostException.of("the accounts of this machine cannot be read", e);
    }
  }

  @Override
  public String make(Change change) {
    var path = machine.at(change.declared().name());
    try {
      return new FileChange(machine, accounts(), change, path).make();
    } catch (IOException e) {
      throw HostException.of(change.declared().name() + " cannot be made as declared", e);
    }
  }

  @Override
  public void settle(String name) {
    var half = Path.of(name);
    if (!Half.isHalf(half)) {
      throw new HostException(
          FailureReason.INTERNAL, name + " is not what an interrupted change leaves");
    }
    try {
      Files.deleteIfExists(half);
    } catch (IOException e) {
      throw HostException.of(name + " cannot be removed", e);
    }
  }

  @Override
  public Set<Spot> watched(Declared declared) {
    var path = machine.at(declared.name());
    boolean purges =
        spec(declared).form() instanceof FileSpec.Directory directory && directory.purge() != null;
    return Set.of(new Spot(path, purges));
  }
}
