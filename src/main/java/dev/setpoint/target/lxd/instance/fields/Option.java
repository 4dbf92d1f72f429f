package dev.setpoint.target.lxd.instance.fields;

import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * What is known of an option of instances, or of a key of a device.
 *
 * @param form how its values are written
 * @param live whether a change of it works at once in a running container
 * @param liveInMachine the same in a running virtual machine
 */
record Option(Form form, boolean live, boolean liveInMachine) {
  /** What nobody told of: any text, and it is taken to work at once. */
  static final Option UNKNOWN = new Option(Form.TEXT, true, true);

  /** How a value is written. */
  @SuppressWarnings("ImmutableEnumChecker") // the functions hold no state
  enum Form {
    TEXT(UnaryOperator.identity()),
    BOOL(Amount::bool),
    NUMBER(Amount::number),
    SIZE(Amount::size),
    /** Sizes, or yes and no. */
    SIZE_OR_BOOL(text -> Amount.size(Amount.bool(text))),
    RATE(Amount::rate),
    BITS(Amount::bits),
    CPUS(Amount::cpus),
    SPAN(Amount::span),
    MAC(Amount::mac),
    /** Long, and may hold what nobody should read: known by its digest. */
    DIGEST(Digests::text);

    private final UnaryOperator<String> normal;

    Form(UnaryOperator<String> normal) {
      this.normal = normal;
    }

    static Form of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    String normal(String value) {
      return normal.apply(value);
    }
  }
}
