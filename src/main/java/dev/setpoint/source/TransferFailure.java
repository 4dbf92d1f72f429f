package dev.setpoint.source;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.TooLargeObjectInPackException;
import org.eclipse.jgit.errors.TooLargePackException;
import org.eclipse.jgit.util.sha1.Sha1CollisionException;

/**
 * A poll's expected failure on its way to becoming a {@link SourceResult}. Extends {@link
 * IOException} so that it passes unharmed through streams that JGit reads.
 */
final class TransferFailure extends IOException {
  private static final int MAX_CAUSES = 12;

  /** First match wins over the chain of causes; what nothing matches is a server's error. */
  private static final List<Rule> RULES =
      List.of(
          new Rule(SourceFailure.HOST_UNKNOWN, UnknownHostException.class::isInstance),
          new Rule(SourceFailure.HOST_UNKNOWN, UnresolvedAddressException.class::isInstance),
          new Rule(SourceFailure.TIMEOUT, SocketTimeoutException.class::isInstance),
          new Rule(SourceFailure.TLS_REFUSED, SSLException.class::isInstance),
          new Rule(SourceFailure.UNREACHABLE, ConnectException.class::isInstance),
          new Rule(SourceFailure.UNREACHABLE, NoRouteToHostException.class::isInstance),
          new Rule(SourceFailure.OBJECT_TOO_LARGE, TooLargeObjectInPackException.class::isInstance),
          new Rule(SourceFailure.FETCH_TOO_LARGE, TooLargePackException.class::isInstance),
          new Rule(SourceFailure.MALFORMED_OBJECTS, Sha1CollisionException.class::isInstance),
          new Rule(SourceFailure.MALFORMED_OBJECTS, CorruptObjectException.class::isInstance),
          new Rule(SourceFailure.NOT_FOUND, NoRemoteRepositoryException.class::isInstance),
          new Rule(SourceFailure.STORE_UNUSABLE, says("No space left on device")),
          // The ssh client tells these only by text.
          new Rule(SourceFailure.UNAUTHORIZED, says("No more authentication methods")),
          new Rule(SourceFailure.UNAUTHORIZED, says("Cannot log in")),
          new Rule(SourceFailure.TIMEOUT, says("timed out")),
          new Rule(SourceFailure.TIMEOUT, says("timeout")));

  private final SourceFailure reason;
  private final String detail;
  private final Duration retryAfter;

  private TransferFailure(
      SourceFailure reason, String detail, Duration retryAfter, Throwable cause) {
    super(reason + ": " + detail, cause);
    this.reason = reason;
    this.detail = detail;
    this.retryAfter = retryAfter;
  }

  TransferFailure(SourceFailure reason, String detail) {
    super(reason + ": " + detail);
    this.reason = reason;
    this.detail = detail;
    this.retryAfter = Duration.ZERO;
  }

  SourceFailure reason() {
    return reason;
  }

  /** The particular of this case, printable and without secrets. */
  String detail() {
    return detail;
  }

  /** What the server asked for; zero when it did not ask. */
  Duration retryAfter() {
    return retryAfter;
  }

  /**
   * The failure behind whatever a transport threw.
   *
   * @param guard knows facts that the transport's exceptions only tell as text
   */
  static TransferFailure of(Throwable thrown, TransferGuard guard) {
    Optional<TransferFailure> own =
        chain(thrown).stream()
            .filter(TransferFailure.class::isInstance)
            .map(TransferFailure.class::cast)
            .findFirst();
    return guard
        .verdict()
        .map(verdict -> verdict.withCause(thrown))
        .or(() -> own)
        .orElseGet(() -> judge(thrown, guard));
  }

  TransferFailure retryAfter(Duration wait) {
    return new TransferFailure(reason, detail, wait, this);
  }

  private TransferFailure withCause(Throwable cause) {
    return new TransferFailure(reason, detail, retryAfter, cause);
  }

  private static TransferFailure judge(Throwable thrown, TransferGuard guard) {
    String detail = guard.clean(mostTelling(thrown));
    SourceFailure fallback =
        guard.isReceiving() ? SourceFailure.TRANSFER_BROKEN : SourceFailure.SERVER_ERROR;
    for (Rule rule : RULES) {
      if (chain(thrown).stream().anyMatch(rule.matches)) {
        return new TransferFailure(rule.reason, detail, Duration.ZERO, thrown);
      }
    }
    return new TransferFailure(fallback, detail, Duration.ZERO, thrown);
  }

  private static Predicate<Throwable> says(String words) {
    return thrown -> String.valueOf(thrown.getMessage()).contains(words);
  }

  private static List<Throwable> chain(Throwable thrown) {
    return Stream.iterate(thrown, t -> t != null, Throwable::getCause).limit(MAX_CAUSES).toList();
  }

  private static String mostTelling(Throwable thrown) {
    return chain(thrown).reversed().stream()
        .filter(t -> t.getMessage() != null && !t.getMessage().isBlank())
        .findFirst()
        .map(Throwable::getMessage)
        .orElse(thrown.getClass().getSimpleName());
  }

  /** One way to recognise a reason. */
  private record Rule(SourceFailure reason, Predicate<Throwable> matches) {}
}
