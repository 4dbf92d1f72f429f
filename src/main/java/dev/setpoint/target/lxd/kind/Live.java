package dev.setpoint.target.lxd.kind;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.reconcile.ObservedResource.OwnerMark;
import org.jspecify.annotations.Nullable;

/**
 * One thing as a server lists it.
 *
 * @param name its name there
 * @param mark who made it, or null
 * @param role what it is for; only {@link Role#ITSELF} is the resource itself
 * @param json everything that was told; may hold secrets and is never printed
 */
public record Live(String name, @Nullable OwnerMark mark, Role role, JsonNode json) {
  /** What a marked thing is for. */
  public enum Role {
    /** The resource. */
    ITSELF,
    /** About to become the resource. */
    INCOMING,
    /** Was the resource, and is on its way back because a person asked for it. */
    RETURNING,
    /** Was the resource and is kept for a way back; no leftover before its time is over. */
    FALLBACK
  }

  @Override
  public String toString() {
    return "Live[" + name + "]";
  }
}
