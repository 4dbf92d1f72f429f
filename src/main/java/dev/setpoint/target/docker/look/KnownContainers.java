package dev.setpoint.target.docker.look;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.ObservedResource.Present;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.target.docker.api.Inspection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What the engine said last of each container, and how that was read. When it says the same again,
 * and everything else that the reading rests on is the same, the reading holds. It is asked at
 * every look all the same. Safe for many threads.
 */
final class KnownContainers {
  private final int limit;
  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by the lock, by engine id, the longest unused first.
  private final Map<String, Known> byEngineId = new LinkedHashMap<>(16, 0.75f, true);
  private int bytes;

  /**
   * Nothing is known.
   *
   * @param limit bytes of answers kept in memory
   */
  KnownContainers(int limit) {
    this.limit = limit;
  }

  /**
   * One container.
   *
   * @param running id of its image
   * @param made the reference that it was made from
   * @param grounds what else the reading rests on
   */
  record Known(
      Inspection inspection, String running, String made, Grounds grounds, Present present) {}

  /**
   * What a reading rests on beside the engine's answer.
   *
   * @param image configuration of its image
   * @param files states of its declared files
   */
  record Grounds(
      @Nullable DesiredResource desired,
      JsonNode image,
      String imageText,
      String defaultNetwork,
      Map<String, FieldValue> files) {
    Grounds {
      files = Map.copyOf(files);
    }

    /** The very declaration and configuration, since comparing them would take a reading's time. */
    @SuppressWarnings("ReferenceEquality")
    boolean hold(Grounds now) {
      return desired == now.desired
          && image == now.image
          && imageText.equals(now.imageText)
          && defaultNetwork.equals(now.defaultNetwork)
          && files.equals(now.files);
    }
  }

  /** What is known of a container of which the engine says this, if it said the same before. */
  @Nullable Known same(String engineId, Inspection inspection) {
    lock.lock();
    try {
      Known known = byEngineId.get(engineId);
      return known != null && known.inspection().equals(inspection) ? known : null;
    } finally {
      lock.unlock();
    }
  }

  /** The engine's ids of these, as last seen. */
  Map<ResourceId, String> engineIds(Set<ResourceId> ids) {
    lock.lock();
    try {
      var found = new TreeMap<ResourceId, String>();
      byEngineId.forEach((engineId, known) -> {
        if (ids.contains(known.present().id())) {
          found.put(known.present().id(), engineId);
        }
      });
      return found;
    } finally {
      lock.unlock();
    }
  }

  void keep(String engineId, Known known) {
    lock.lock();
    try {
      Known before = byEngineId.put(engineId, known);
      bytes += known.inspection().length() - (before == null ? 0 : before.inspection().length());
      var eldest = byEngineId.values().iterator();
      while (bytes > limit) {
        bytes -= eldest.next().inspection().length();
        eldest.remove();
      }
    } finally {
      lock.unlock();
    }
  }
}
