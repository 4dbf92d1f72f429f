package dev.setpoint.target.lxd.object;

import dev.setpoint.reconcile.field.Hider;
import dev.setpoint.target.Identity;
import dev.setpoint.target.lxd.api.Server;
import dev.setpoint.target.lxd.kind.ServerKind;
import dev.setpoint.target.lxd.write.ConfigFields;
import java.util.List;

/** All kinds of this package on one server. */
public final class ObjectKinds {
  private ObjectKinds() {}

  /**
   * The kinds.
   *
   * @param hider hides values whose keys sound secret
   */
  public static List<ServerKind> all(Server server, Identity identity, Hider hider) {
    var ground = new Ground(server, identity, new ConfigFields(hider));
    return List.of(
        new ObjectKind(ground, new ProjectShape(ground.config())),
        new ObjectKind(ground, new PoolShape(ground.config())),
        new ObjectKind(ground, new NetworkShape(ground)),
        new ObjectKind(ground, new VolumeShape(ground.config())),
        new ImageKind(ground),
        new ObjectKind(ground, new ProfileShape(ground.config())));
  }
}
