package dev.setpoint.source;

import dev.setpoint.source.guard.NameRules;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.transport.PackParser;
import org.eclipse.jgit.util.NB;

/**
 * Watches one exchange with a server: counts what comes in, knows when time is up, and keeps the
 * facts by which a failure is named, because JGit's exceptions tell most of them only as text. The
 * first verdict wins. Safe for the exchanging and the waiting thread.
 */
final class TransferGuard {
  private static final int PACK_HEADER_BYTES = 12;
  private static final Pattern USER_INFO = Pattern.compile("(://)[^/@\\s]*@");

  private final SourceLimits limits;
  private final long endNanos;
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicReference<Optional<TransferFailure>> verdict =
      new AtomicReference<>(Optional.empty());
  private final List<String> secrets = new CopyOnWriteArrayList<>();
  private volatile boolean receiving;

  TransferGuard(SourceLimits limits) {
    this.limits = limits;
    this.endNanos = System.nanoTime() + limits.fetchTime().toNanos();
  }

  /** Never lets this text into a message. */
  void hide(String secret) {
    secrets.add(secret);
  }

  /** The text of a library or a server, fit for a message: printable, short, without secrets. */
  String clean(String text) {
    String cleaned = text;
    for (String secret : secrets) {
      cleaned = cleaned.replace(secret, "[redacted]");
    }
    return NameRules.printable(USER_INFO.matcher(cleaned).replaceAll("$1").strip());
  }

  /** Records the verdict unless there is one, and gives the one that counts. */
  TransferFailure fail(SourceFailure reason, String detail) {
    return fail(new TransferFailure(reason, clean(detail)));
  }

  TransferFailure fail(TransferFailure failure) {
    verdict.compareAndSet(Optional.empty(), Optional.of(failure));
    return verdict.get().orElse(failure);
  }

  Optional<TransferFailure> verdict() {
    return verdict.get();
  }

  /** Ends the exchange at its next step, whichever thread it runs on. */
  TransferFailure timeUp() {
    return fail(SourceFailure.TIMEOUT, "longer than " + seconds(limits.fetchTime()) + " in all");
  }

  /** Whether a pack has begun to come in, so that a failure means a broken transfer. */
  boolean isReceiving() {
    return receiving;
  }

  /** The stream, counted and timed. */
  InputStream meter(InputStream raw) {
    return new Metered(raw);
  }

  /** The inserter, whose pack parser keeps the limits. */
  ObjectInserter bound(ObjectInserter inserter) {
    return new Bounded(inserter);
  }

  /** Lets JGit's long loops notice that time is up. */
  ProgressMonitor monitor() {
    return new EmptyProgressMonitor() {
      @Override
      public boolean isCancelled() {
        return verdict.get().isPresent() || isTimeUp();
      }
    };
  }

  private boolean isTimeUp() {
    return System.nanoTime() - endNanos >= 0;
  }

  private void took(long count) throws IOException {
    if (isTimeUp()) {
      throw timeUp();
    }
    Optional<TransferFailure> ended = verdict.get();
    if (ended.isPresent()) {
      throw ended.get();
    }
    if (bytes.addAndGet(Math.max(count, 0)) > limits.fetchBytes()) {
      throw fail(SourceFailure.FETCH_TOO_LARGE, "more than " + limits.fetchBytes() + " bytes");
    }
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }

  /** A stream whose bytes count against the limits. */
  private final class Metered extends FilterInputStream {
    Metered(InputStream raw) {
      super(raw);
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      took(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = super.read(buffer, offset, length);
      if (count == 0 && length > 0) {
        // JGit's side band answers so, for ever, when the connection ends within a packet.
        throw new EOFException("the connection ended within a packet");
      }
      took(count);
      return count;
    }
  }

  /** JGit's fetch has no setting for these bounds. */
  private final class Bounded extends ObjectInserter.Filter {
    private final ObjectInserter inserter;

    Bounded(ObjectInserter inserter) {
      this.inserter = inserter;
    }

    @Override
    protected ObjectInserter delegate() {
      return inserter;
    }

    @Override
    public PackParser newPackParser(InputStream in) throws IOException {
      receiving = true;
      PackParser parser = inserter.newPackParser(withCheckedCount(meter(in)));
      parser.setMaxObjectSizeLimit(limits.objectBytes());
      return parser;
    }

    /** The parser allocates by the announced count, so the count is judged first. */
    private InputStream withCheckedCount(InputStream in) throws IOException {
      PushbackInputStream pack = new PushbackInputStream(in, PACK_HEADER_BYTES);
      byte[] header = pack.readNBytes(PACK_HEADER_BYTES);
      if (header.length == PACK_HEADER_BYTES) {
        long count = NB.decodeUInt32(header, 8);
        if (count > limits.objectCount()) {
          throw fail(SourceFailure.FETCH_TOO_LARGE, count + " objects announced");
        }
      }
      pack.unread(header);
      return pack;
    }
  }
}
