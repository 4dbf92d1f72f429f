package dev.setpoint.agent;

import dev.setpoint.agent.CorrectionRun.End;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.Correction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The corrections of one pass in their order: independent ones side by side, one that needs another
 * after it has worked, and not at all when it has not. Safe for many threads.
 */
final class PlanRun {
  private final Consumer<Correction> begin;
  private final Consumer<Refusal> refuse;
  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by the lock: what waits, and for whom.
  private final Map<Correction, Set<ResourceId>> waiting = new LinkedHashMap<>();

  /**
   * A run.
   *
   * @param begin starts a correction; the caller says how it ended with {@link #ended}
   * @param refuse hears of a correction that is not made
   */
  PlanRun(Consumer<Correction> begin, Consumer<Refusal> refuse) {
    this.begin = begin;
    this.refuse = refuse;
  }

  /** A correction that is not made, since one that it needs did not work. */
  record Refusal(Correction correction, ResourceId needed, String why) {}

  /** Starts what needs nothing; what needs a correction that is not here does not wait for it. */
  void start(List<Correction> corrections) {
    var ids = new HashSet<ResourceId>();
    corrections.forEach(correction -> ids.add(correction.id()));
    var ready = new ArrayList<Correction>();
    lock.lock();
    try {
      corrections.forEach(correction -> {
        var needed = new HashSet<>(correction.due().after());
        needed.retainAll(ids);
        needed.remove(correction.id());
        if (needed.isEmpty()) {
          ready.add(correction);
        } else {
          waiting.put(correction, needed);
        }
      });
    } finally {
      lock.unlock();
    }
    ready.forEach(begin);
  }

  /** A correction has ended: those that need it go on, or are refused with all that need them. */
  void ended(End end) {
    var ready = new ArrayList<Correction>();
    var refused = new ArrayList<Refusal>();
    lock.lock();
    try {
      if (end.worked()) {
        release(end.correction().id(), ready);
      } else {
        refuseAll(end.correction().id(), end.why(), refused);
      }
    } finally {
      lock.unlock();
    }
    refused.forEach(refuse);
    ready.forEach(begin);
  }

  private void release(ResourceId done, List<Correction> ready) {
    waiting.forEach((correction, needed) -> {
      if (needed.remove(done) && needed.isEmpty()) {
        ready.add(correction);
      }
    });
    ready.forEach(waiting::remove);
  }

  private void refuseAll(ResourceId failed, String why, List<Refusal> refused) {
    var concerned = new HashMap<Correction, ResourceId>();
    waiting.forEach((correction, needed) -> {
      if (needed.contains(failed)) {
        concerned.put(correction, failed);
      }
    });
    concerned.keySet().forEach(waiting::remove);
    concerned.forEach((correction, needed) -> {
      refused.add(new Refusal(correction, needed, why));
      refuseAll(correction.id(), why, refused);
    });
  }
}
