package dev.setpoint.manifest.shape;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.yaml.Node;
import dev.setpoint.manifest.yaml.Visible;
import java.math.BigDecimal;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A decimal number in a range, written plainly: no exponent, no octal, no quotes. */
final class NumberShape<T> extends Shape<T> {
  private static final Pattern PLAIN = Pattern.compile("-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,18})?");

  private final BigDecimal min;
  private final BigDecimal max;
  private final int decimals;
  private final Function<BigDecimal, T> convert;

  /**
   * @param decimals digits allowed behind the point
   */
  NumberShape(BigDecimal min, BigDecimal max, int decimals, Function<BigDecimal, T> convert) {
    this.min = min;
    this.max = max;
    this.decimals = decimals;
    this.convert = convert;
  }

  @Override
  public @Nullable T read(Node node, Reading reading) {
    if (!(node instanceof Node.Scalar scalar) || scalar.isNull()) {
      refuseType(node, reading, "write " + noun());
      return null;
    }
    String text = scalar.text();
    boolean isNumber = PLAIN.matcher(text).matches();
    if (!scalar.plain() || !isNumber) {
      reading.refuse(
          node,
          "is " + Visible.quoted(text),
          isNumber ? "quotes make it text and a number is needed" : "it must be " + noun(),
          isNumber ? "write " + text + " without quotes" : "write digits only");
      return null;
    }
    var number = new BigDecimal(text);
    if (number.compareTo(min) < 0 || number.compareTo(max) > 0 || number.scale() > decimals) {
      reading.refuse(node, "is " + text, "it must be " + noun(), "write a number within that");
      return null;
    }
    return convert.apply(number);
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = Json.object().put("type", decimals == 0 ? "integer" : "number");
    if (decimals == 0) {
      return schema.put("minimum", min.longValueExact()).put("maximum", max.longValueExact());
    }
    return schema.put("minimum", min).put("maximum", max);
  }

  @Override
  public String noun() {
    return decimals == 0
        ? "a whole number from " + min.toPlainString() + " to " + max.toPlainString()
        : "a number from %s to %s with at most %d decimals"
            .formatted(min.toPlainString(), max.toPlainString(), decimals);
  }
}
