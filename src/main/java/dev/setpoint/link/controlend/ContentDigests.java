package dev.setpoint.link.controlend;

import dev.setpoint.link.message.Sha256;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Digests of documents and files, each computed once while the object lives: orders share their
 * contents object by object, so one file on 10,000 nodes is digested once. Safe for many threads.
 */
final class ContentDigests {
  private final ConcurrentMap<Same, String> known = new ConcurrentHashMap<>();
  private final ReferenceQueue<Object> gone = new ReferenceQueue<>();

  String of(String document) {
    forgetGone();
    return known.computeIfAbsent(new Same(document, gone), _ -> Sha256.hex(document));
  }

  String of(byte[] file) {
    forgetGone();
    return known.computeIfAbsent(new Same(file, gone), _ -> Sha256.hex(file));
  }

  int size() {
    return known.size();
  }

  private void forgetGone() {
    for (var each = gone.poll(); each != null; each = gone.poll()) {
      known.remove(each);
    }
  }

  /** An object as itself, whatever equals it; does not keep it alive. */
  private static final class Same extends WeakReference<Object> {
    private final int hash;

    Same(Object object, ReferenceQueue<Object> gone) {
      super(object, gone);
      this.hash = System.identityHashCode(object);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      return this == other || (other instanceof Same same && refersTo(same.get()));
    }
  }
}
