package dev.setpoint.target.lxd.instance.ground;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.LxdException;
import dev.setpoint.target.lxd.api.Server;
import dev.setpoint.target.lxd.api.StateChange;
import dev.setpoint.target.lxd.api.StateChange.Action;
import dev.setpoint.target.lxd.instance.fields.LiveInstance;
import java.time.Duration;

/** Starts and stops instances. */
public record Power(Ground ground) {
  /** Of this ground. */
  public static Power of(Ground ground) {
    return new Power(ground);
  }

  private Server server() {
    return ground.server();
  }

  private Duration grace() {
    return ground.limits().grace();
  }

  private void change(EntityPath path, StateChange change) {
    Busy.wait(ground, () -> server().change(path, change));
  }

  /** Starts one that is stopped and thaws one that is frozen. */
  public void start(EntityPath path) {
    JsonNode now = server().get(path).json();
    var live = new LiveInstance(now);
    if (live.status().equals("frozen")) {
      change(path, new StateChange(Action.UNFREEZE, grace(), false));
    } else if (!live.isRunning()) {
      change(path, StateChange.start());
    }
  }

  /** Lets it shut down, and takes its power away when it does not. */
  public void stop(EntityPath path) {
    var live = new LiveInstance(server().get(path).json());
    if (!live.isRunning()) {
      return;
    }
    if (live.status().equals("frozen")) {
      change(path, new StateChange(Action.UNFREEZE, grace(), false));
    }
    try {
      change(path, StateChange.stop(grace()));
    } catch (LxdException e) {
      if (e.kind() == LxdException.Kind.UNREACHABLE || e.kind() == LxdException.Kind.NOT_ALLOWED) {
        throw e;
      }
      if (new LiveInstance(server().get(path).json()).isRunning()) {
        change(path, StateChange.kill());
      }
    }
  }
}
