package dev.setpoint.target.contract.field;

import dev.setpoint.target.contract.hand.Hand;
import dev.setpoint.target.contract.hand.Make;
import dev.setpoint.target.contract.hand.Recreation;

/** Something that somebody does to a resource by hand. */
@FunctionalInterface
public interface Move {
  /**
   * Does it.
   *
   * @param make the engine that it is done to
   */
  void make(Hand hand, Ground ground, Make make);

  /** The same container again, with this laid over its create body; quotes may be single. */
  static Move recreated(String patch) {
    return (hand, ground, _) ->
        Recreation.container(hand, ground.name(), Recreation.json(ground.fill(patch)));
  }

  /** A call that changes limits of a live container. */
  static Move updated(String body) {
    return (hand, ground, _) -> hand.update(ground.name(), Recreation.json(body));
  }

  /** The same for a restart policy, which nobody can change on Podman but by a new container. */
  static Move restartPolicy(String body) {
    return (hand, ground, make) -> {
      if (make.isPodman()) {
        recreated("{'HostConfig':" + body + "}").make(hand, ground, make);
      } else {
        hand.update(ground.name(), Recreation.json(body));
      }
    };
  }

  /** A file inside is written over. */
  static Move written(String path) {
    return (hand, ground, _) -> hand.write(ground.name(), path, "by a stranger\n");
  }

  /** The same network again, with this laid over its create body. */
  static Move networkRecreated(String patch) {
    return (hand, ground, _) ->
        Recreation.network(hand, ground.name(), Recreation.json(ground.fill(patch)));
  }

  /** The same volume again, with this laid over its create body. */
  static Move volumeRecreated(String patch) {
    return (hand, ground, _) ->
        Recreation.volume(hand, ground.name(), Recreation.json(ground.fill(patch)));
  }
}
