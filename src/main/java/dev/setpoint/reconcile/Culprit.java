package dev.setpoint.reconcile;

import java.time.Instant;

/**
 * Who moved a resource, as its engine tells it. LXD and Incus name the requestor of each change in
 * their lifecycle events; Docker and Podman do not.
 *
 * @param who such as {@code root over the unix socket}
 * @param what the engine's word and what it adds, such as {@code instance-exec [rm /etc/motd]}
 * @param at when, by the engine's clock
 */
public record Culprit(String who, String what, Instant at) {
  private static final int MAX_CHARS = 300;

  /** Both texts come from outside; each is cut after 300 characters. */
  public Culprit {
    who = cut(who);
    what = cut(what);
  }

  private static String cut(String text) {
    return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "…";
  }

  /** {@code root over the unix socket: instance-exec [rm /etc/motd]}. */
  @Override
  public String toString() {
    return who + ": " + what;
  }
}
