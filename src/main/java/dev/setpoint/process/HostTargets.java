package dev.setpoint.process;

import dev.setpoint.reconcile.field.Hider;
import dev.setpoint.target.Pause;
import dev.setpoint.target.Target;
import dev.setpoint.target.host.HostTarget;
import dev.setpoint.target.host.OwnGround;
import dev.setpoint.target.host.dpkg.PackageKind;
import dev.setpoint.target.host.file.FileKind;
import dev.setpoint.target.host.machine.Attic;
import dev.setpoint.target.host.machine.Machine;
import dev.setpoint.target.host.machine.MachinePrograms;
import dev.setpoint.target.host.part.PartKind;
import dev.setpoint.target.host.systemd.SystemdEvents;
import dev.setpoint.target.host.systemd.UnitKind;
import dev.setpoint.target.host.watch.HostWatch;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/**
 * Opens the machine itself as a target.
 *
 * @param attic where former contents of files are kept
 * @param own what no manifest may touch
 */
record HostTargets(Path attic, OwnGround own, InstantSource clock) {
  private static final String BUS = "/run/dbus/system_bus_socket";

  Target open(Hider hider) {
    var machine = new Machine(Path.of("/"), new MachinePrograms(), new Attic(attic));
    return new HostTarget(kinds(machine, hider, clock), new HostWatch(), own, clock);
  }

  /** Everything that can be declared of a machine. */
  static List<PartKind> kinds(Machine machine, Hider hider, InstantSource clock) {
    var events = new SystemdEvents(machine.at(BUS), Pause.untilInterrupted());
    return List.of(
        new PackageKind(machine, clock),
        new FileKind(machine, hider, clock),
        new UnitKind(machine, events));
  }
}
