package dev.setpoint.agent.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.setpoint.agent.disk.FaultyDisk.Fault;
import dev.setpoint.agent.disk.FaultyDisk.Killed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The newest order on a machine's disk, and the counter beside it. */
class FileShelfTest {
  private static final String A =
      "559aead08264d5795d3909718cdd05abd49572e84fe55590eef31a88a08fdffd";
  private static final String B =
      "df7e70e5021544f4834bbee64a9e3789febc4be81470df629cad6ddb03320a5c";
  private static final double[] KEPT = {0, 1};

  private final FaultyDisk disk = new FaultyDisk();

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void anOrderAndItsContentsAreThereAfterARestart() throws IOException {
    var shelf = new FileShelf(disk);
    assertThat(shelf.generation()).isZero();
    assertThat(shelf.header()).isEmpty();
    shelf.keep(A, bytes("A"));
    shelf.take(7, "d7", bytes("header\nwith lines"), Set.of(A));
    var again = new FileShelf(disk);
    assertThat(again.generation()).isEqualTo(7);
    assertThat(again.digest()).isEqualTo("d7");
    assertThat(again.header())
        .hasValueSatisfying(header -> assertThat(header).isEqualTo(bytes("header\nwith lines")));
    assertThat(again.content(A)).hasValueSatisfying(a -> assertThat(a).isEqualTo(bytes("A")));
  }

  @Test
  void contentsOfEarlierOrdersGo() throws IOException {
    var shelf = new FileShelf(disk);
    shelf.keep(A, bytes("A"));
    shelf.take(1, "d1", bytes("1"), Set.of(A));
    shelf.keep(B, bytes("B"));
    shelf.take(2, "d2", bytes("2"), Set.of(B));
    assertThat(disk.names()).containsExactly("content-" + B, "order");
  }

  @Test
  void damageIsNoticed() throws IOException {
    var shelf = new FileShelf(disk);
    shelf.keep(A, bytes("A"));
    shelf.take(3, "d3", bytes("header"), Set.of(A));
    disk.damage("content-" + A, 0);
    assertThat(shelf.content(A)).isEmpty();
    disk.damage("order", disk.read("order").length - 1);
    var again = new FileShelf(disk);
    assertThat(again.generation()).isEqualTo(3);
    assertThat(again.header()).isEmpty();
    disk.damage("order", 0);
    assertThatThrownBy(() -> new FileShelf(disk))
        .isInstanceOf(DamagedJournalException.class)
        .hasMessageContaining("the file 'order' is damaged");
  }

  @Test
  void anOrderIsTakenWholeOrNotAtAll() throws IOException {
    for (int call = 0; call < 6; call++) {
      for (double kept : KEPT) {
        checkTaking(new Fault(call, kept, true));
        checkTaking(new Fault(call, kept, false));
      }
    }
  }

  private static void checkTaking(Fault fault) throws IOException {
    var disk = new FaultyDisk();
    var shelf = new FileShelf(disk);
    shelf.keep(A, bytes("A"));
    shelf.take(1, "d1", bytes("one"), Set.of(A));
    disk.plan(fault);
    try {
      shelf.keep(B, bytes("B"));
      shelf.take(2, "d2", bytes("two"), Set.of(B));
    } catch (Killed | UncheckedIOException expected) {
      // What the disk has is looked at below.
    }
    disk.plan(Fault.NEVER);
    var after = new FileShelf(disk);
    boolean taken = after.generation() == 2;
    assertThat(after.header())
        .hasValueSatisfying(
            header -> assertThat(header).as("%s", fault).isEqualTo(bytes(taken ? "two" : "one")));
    assertThat(after.content(taken ? B : A)).as("%s", fault).isPresent();
  }

  @Test
  void foreignNamesAreRefused() throws IOException {
    var shelf = new FileShelf(disk);
    assertThatThrownBy(() -> shelf.content("../order"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theCounterOnlyGrows() throws IOException {
    var counter = new FileCounter(disk, "session");
    assertThat(counter.raise()).isEqualTo(1);
    disk.plan(new Fault(0, 0, false));
    assertThatThrownBy(counter::raise).isInstanceOf(UncheckedIOException.class);
    disk.plan(new Fault(0, 1, true));
    assertThatThrownBy(counter::raise).isInstanceOf(Killed.class);
    disk.plan(Fault.NEVER);
    assertThat(new FileCounter(disk, "session").raise()).isEqualTo(3);
    disk.damage("session", 0);
    assertThatThrownBy(() -> new FileCounter(disk, "session"))
        .isInstanceOf(DamagedJournalException.class);
  }
}
