package dev.setpoint.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.reconcile.Drift.FieldDrift;
import dev.setpoint.reconcile.field.FieldTable.Remedy;
import dev.setpoint.reconcile.field.FieldValue;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is recorded and reported is bounded, and says what is left out. */
class ExcerptTest {
  private static FieldDrift drift(String path, String observed) {
    return new FieldDrift(
        path,
        FieldValue.text("small"),
        null,
        FieldValue.text(observed),
        Cause.DRIFT,
        Remedy.REPLACE,
        "env");
  }

  @Test
  void whatFitsStaysTheSame() {
    var fields = List.of(drift("spec.env.A", "x".repeat(10_000)), drift("spec.env.B", "y"));
    assertThat(Excerpt.fields(fields)).isSameAs(fields);
    assertThat(Excerpt.sentence("all is well")).isEqualTo("all is well");
  }

  @Test
  void aLargeValueIsCutWithItsSizeAndDigest() {
    var one = Excerpt.fields(List.of(drift("spec.env.A", "x".repeat(5_000_000)))).getFirst();
    var text = String.valueOf(one.observed());
    assertThat(text).startsWith("xxxx").contains("5000000 characters, SHA-256 ");
    assertThat(text.length()).isLessThanOrEqualTo(Excerpt.VALUE);
    assertThat(one.desired()).isEqualTo(FieldValue.text("small"));
    var other = Excerpt.fields(List.of(drift("spec.env.A", "x".repeat(4_999_999) + "z")));
    assertThat(other.getFirst().observed()).isNotEqualTo(one.observed());
  }

  @Test
  void listsAndMapsAreCutToo() {
    var many = IntStream.range(0, 100_000).mapToObj(i -> "label-" + i).toList();
    var drift =
        new FieldDrift(
            "spec.labels",
            null,
            FieldValue.items(many),
            FieldValue.members(many),
            Cause.DRIFT,
            Remedy.REPLACE,
            "labels");
    assertThat(Excerpt.size(Excerpt.fields(List.of(drift)))).isLessThan(Excerpt.FIELDS);
  }

  @Test
  void tooManyFieldsAreCounted() {
    var fields =
        IntStream.range(0, 50_000).mapToObj(i -> drift("spec.env.V" + i, "v" + i)).toList();
    var brief = Excerpt.fields(fields);
    assertThat(Excerpt.size(brief)).isLessThanOrEqualTo(Excerpt.FIELDS);
    assertThat(brief.getFirst().path()).isEqualTo("spec.env.V0");
    assertThat(String.valueOf(brief.getLast().observed()))
        .isEqualTo((50_001 - brief.size()) + " more fields differ");
  }

  @Test
  void textsFullOfControlCharactersAndPairsStayWithinTheirBytes() {
    assertThat(Excerpt.text("\u0007".repeat(10_000), 1_000).length()).isLessThan(250);
    var pairs = Excerpt.text("\ud83d\ude80".repeat(10_000), 1_000);
    int cut = pairs.indexOf(" ...");
    assertThat(cut % 2).isZero();
    assertThat(cut).isPositive();
  }
}
