package dev.setpoint.target.host.systemd;

import dev.setpoint.manifest.host.UnitSpec;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.target.host.machine.HostException;
import dev.setpoint.target.host.machine.Machine;
import dev.setpoint.target.host.part.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One change of a unit: files first, then what systemd has loaded, then links, then the process.
 * For one thread.
 */
final class UnitChange {
  /** Whoever stops the agent by the agent is left with a machine that nobody keeps. */
  private static final String AGENT = "setpoint-agent.service";

  private final Machine machine;
  private final Systemctl systemctl;
  private final Freshness freshness;
  private final ReentrantLock reload;
  private final String name;
  private final UnitSpec spec;
  private final List<String> done = new ArrayList<>();

  UnitChange(
      Machine machine,
      Systemctl systemctl,
      Freshness freshness,
      ReentrantLock reload,
      Change change) {
    this.machine = machine;
    this.systemctl = systemctl;
    this.freshness = freshness;
    this.reload = reload;
    this.name = change.declared().name();
    this.spec = UnitKind.spec(change.declared().part());
  }

  /** Makes it; what was done, or empty. */
  String make() {
    try {
      removeIntruders();
      reloadIfDue();
      mask();
      enable();
      process();
    } catch (IOException e) {
      throw HostException.of(name + " cannot be made as declared", e);
    }
    return String.join(", ", done);
  }

  private UnitState state() {
    return new UnitState(systemctl.show(List.of(name)).getOrDefault(name, Map.of()));
  }

  private void removeIntruders() throws IOException {
    for (String path : new Intruders(machine, spec).of(name)) {
      Path file = machine.at(path);
      machine.attic().keep(file);
      Files.deleteIfExists(file);
      done.add("removed " + path);
    }
  }

  private void reloadIfDue() {
    reload.lock();
    try {
      if (state().isOutdated()) {
        systemctl.change("daemon-reload", "");
        done.add("loaded anew");
      }
    } finally {
      reload.unlock();
    }
  }

  private void mask() {
    Boolean masked = spec.masked();
    if (masked != null && masked != state().isMasked()) {
      refuseForAgent(masked);
      systemctl.change(masked ? "mask" : "unmask", name);
      done.add(masked ? "masked" : "no longer masked");
    }
  }

  private void enable() {
    Boolean enabled = spec.enabled();
    if (enabled != null && state().enabled().filter(live -> !live.equals(enabled)).isPresent()) {
      systemctl.change(enabled ? "enable" : "disable", name);
      done.add(enabled ? "enabled" : "disabled");
    }
  }

  private void process() throws IOException {
    UnitState state = state();
    Boolean active = spec.active();
    if (active == null ? state.isRunning() : active) {
      runs(state);
    } else if (active != null && state.isRunning()) {
      refuseForAgent(true);
      systemctl.change("stop", name);
      done.add("stopped");
    }
  }

  private void runs(UnitState state) throws IOException {
    if (!state.isKnown()) {
      throw new HostException(
          FailureReason.START_FAILED,
          "this machine has no unit %s; declare its package or its content".formatted(name));
    }
    if (!state.isRunning()) {
      start(state);
      return;
    }
    var since = state.since(spec.reloads());
    if (since.isPresent() && freshness.newer(spec, since.get()).isPresent()) {
      refuseForAgent(true);
      change(spec.reloads() ? "reload" : "restart");
      done.add(spec.reloads() ? "reloaded" : "started again");
    }
  }

  private void start(UnitState state) {
    if (state.state().equals("failed")) {
      systemctl.change("reset-failed", name);
    }
    change("start");
    done.add("started");
  }

  /** With what the unit itself says when it does not work. */
  private void change(String verb) {
    try {
      systemctl.change(verb, name);
    } catch (HostException e) {
      throw new HostException(
          FailureReason.START_FAILED,
          "%s; its journal ends with: %s".formatted(e.getMessage(), systemctl.journal(name)));
    }
  }

  private void refuseForAgent(boolean refuse) {
    if (refuse && name.equals(AGENT)) {
      throw new HostException(
          FailureReason.NEEDS_HUMAN,
          "the agent does not stop itself; do it by hand, or remove it from the declaration");
    }
  }
}
