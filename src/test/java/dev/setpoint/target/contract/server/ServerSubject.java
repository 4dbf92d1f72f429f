package dev.setpoint.target.contract.server;

import dev.setpoint.target.Identity;
import dev.setpoint.target.Pause;
import dev.setpoint.target.Target;
import dev.setpoint.target.contract.KitTarget;
import dev.setpoint.target.contract.Subject;
import dev.setpoint.target.contract.hand.Hand;
import dev.setpoint.target.contract.hand.Make;
import dev.setpoint.target.lxd.LxdTarget;
import dev.setpoint.target.lxd.Servers;
import dev.setpoint.target.lxd.api.ServerInfo.Product;
import dev.setpoint.target.lxd.instance.Instances;
import dev.setpoint.target.lxd.instance.ground.ChangeLimits;
import dev.setpoint.target.lxd.instance.ground.Ground;
import dev.setpoint.target.lxd.kind.ServerKind;
import dev.setpoint.target.lxd.object.ObjectKinds;
import dev.setpoint.target.lxd.watch.EventLimits;
import dev.setpoint.target.lxd.watch.OwnCalls;
import dev.setpoint.target.lxd.watch.ServerWatch;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;

/**
 * A server as the kit knows engines: every kind, its events, files read at every look.
 *
 * @param which the server
 * @param clock tells how long ago our own calls were
 */
record ServerSubject(Servers which, InstantSource clock) implements Subject {
  ServerSubject(Servers which) {
    this(which, InstantSource.system());
  }

  @Override
  public Target target(String owner, String node) {
    var server = new OwnCalls(which.server(), clock);
    var system = InstantSource.system();
    var identity = new Identity(word(), owner, node);
    var ground = new Ground(server, identity, system, Pause.untilInterrupted(), quick());
    var kinds = new ArrayList<ServerKind>(ObjectKinds.all(server, identity, KitTarget.HIDER));
    kinds.add(new Instances(ground, Duration.ZERO));
    var watch = new ServerWatch(server, word(), EventLimits.standard());
    return new LxdTarget(server, identity, kinds, watch::start, system);
  }

  /** One without a health command counts as ready sooner. */
  private static ChangeLimits quick() {
    ChangeLimits daily = ChangeLimits.standard();
    return new ChangeLimits(
        Duration.ofMillis(100),
        Duration.ofMillis(20),
        daily.grace(),
        daily.writes(),
        daily.logChars());
  }

  /** Its name as a target. */
  String word() {
    return which.product() == Product.LXD ? "lxd" : "incus";
  }

  @Override
  public Make make() {
    throw new UnsupportedOperationException("a server is no engine");
  }

  @Override
  public Hand hand() {
    throw new UnsupportedOperationException("a server is no engine");
  }

  @Override
  public void restart() throws InterruptedException {
    which.restart();
  }
}
