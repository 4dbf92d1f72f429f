package dev.setpoint.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.setpoint.audit.AuditLog.Query;
import dev.setpoint.fixture.AuditEvents;
import dev.setpoint.fixture.SteppingClock;
import dev.setpoint.manifest.ResourceId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every trail and its log must do. */
public abstract class TrailContract {
  private static final ResourceId DB = ResourceId.container("db");

  /** Given to the store under test; the test moves it. */
  protected final SteppingClock clock = new SteppingClock(AuditEvents.NOON);

  /** The trail under test, empty at first. */
  protected abstract Trail trail();

  /** The log of the same store. */
  protected abstract AuditLog log();

  @Test
  void numbersEntriesFromOneWithoutGaps() {
    for (AuditEvent event : AuditEvents.ofEveryKind()) {
      trail().append(event);
    }
    int count = AuditEvents.ofEveryKind().size();
    assertThat(all()).extracting(AuditEntry::index).isEqualTo(descending(count));
    assertThat(all().reversed()).extracting(AuditEntry::event).isEqualTo(AuditEvents.ofEveryKind());
    assertThat(log().find(1).orElseThrow().at()).isEqualTo(AuditEvents.NOON);
    assertThat(log().find(count + 1L)).isEmpty();
  }

  @Test
  void manyWritersLoseNothing() throws ExecutionException, InterruptedException {
    int writers = 64;
    int each = 20;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Long>>> futures =
          IntStream.range(0, writers)
              .mapToObj(writer -> threads.submit(() -> appendMany(writer, each)))
              .toList();
      for (int writer = 0; writer < writers; writer++) {
        List<Long> indices = futures.get(writer).get();
        assertThat(indices).isSorted();
        for (int i = 0; i < each; i++) {
          assertThat(log().find(indices.get(i)).orElseThrow().event())
              .isEqualTo(started(writer, i));
        }
      }
    }
    assertThat(log().list(new Query(null, null, Long.MAX_VALUE, 1)).getFirst().index())
        .isEqualTo((long) writers * each);
  }

  @Test
  void listsByResourceNewestFirstPageByPage() {
    for (int i = 0; i < 5; i++) {
      trail().append(AuditEvents.intent("local", AuditEvents.WEB));
      trail().append(AuditEvents.intent("local", DB));
    }
    trail().append(AuditEvents.settled(1, "local", AuditEvents.WEB));
    var first = log().list(new Query(AuditEvents.WEB, null, Long.MAX_VALUE, 3));
    var second = log().list(new Query(AuditEvents.WEB, null, first.getLast().index(), 3));
    assertThat(first).extracting(AuditEntry::index).containsExactly(11L, 9L, 7L);
    assertThat(second).extracting(AuditEntry::index).containsExactly(5L, 3L, 1L);
  }

  @Test
  void listsSinceATimeAlsoWhenTheClockWasSetBack() {
    for (int seconds : new int[] {0, 10, 10, -15, 10}) {
      clock.step(Duration.ofSeconds(seconds));
      trail().append(new AuditEvent.Started("0", "local"));
    }
    // The times are 0, 10, 20, 5, 15 seconds.
    var since = new Query(null, AuditEvents.NOON.plusSeconds(12), Long.MAX_VALUE, 10);
    assertThat(log().list(since)).extracting(AuditEntry::index).containsExactly(5L, 3L);
    var later = new Query(null, AuditEvents.NOON.plusSeconds(20).plusNanos(1), 99, 10);
    assertThat(log().list(later)).isEmpty();
  }

  @Test
  void findsTheOutcomeOfAnIntentAndWhatIsOpen() {
    long first = trail().append(AuditEvents.intent("local", AuditEvents.WEB));
    long second = trail().append(AuditEvents.intent("local", DB));
    trail().append(AuditEvents.intent("other", DB));
    assertThat(log().outcomeOf(first)).isEmpty();
    long outcome = trail().append(AuditEvents.settled(first, "local", AuditEvents.WEB));
    assertThat(log().outcomeOf(first).orElseThrow().index()).isEqualTo(outcome);
    assertThat(log().openIntents("local")).extracting(AuditEntry::index).containsExactly(second);
  }

  @Test
  void refusesListsOfImpossibleSize() {
    for (int limit : new int[] {0, -1, 1_001}) {
      assertThatThrownBy(() -> log().list(new Query(null, null, 1, limit)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private List<Long> appendMany(int writer, int count) {
    return IntStream.range(0, count).mapToObj(i -> trail().append(started(writer, i))).toList();
  }

  private static AuditEvent started(int writer, int i) {
    return new AuditEvent.Started("v" + i, "node-" + writer);
  }

  private List<AuditEntry> all() {
    return log().list(new Query(null, null, Long.MAX_VALUE, 1_000));
  }

  private static List<Long> descending(int from) {
    return LongStream.rangeClosed(1, from).boxed().toList().reversed();
  }
}
