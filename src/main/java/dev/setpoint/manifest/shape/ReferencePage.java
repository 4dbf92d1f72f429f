package dev.setpoint.manifest.shape;

import java.util.LinkedHashSet;
import java.util.Set;

/** The table of fields of one kind, as Markdown. */
public final class ReferencePage {
  private final Set<String> rows = new LinkedHashSet<>();

  private ReferencePage() {}

  /** The table of all fields below a shape. */
  public static String of(Shape<?> shape) {
    var page = new ReferencePage();
    shape.document("", page);
    return "| field | value | when left out | meaning |\n|---|---|---|---|\n"
        + String.join("", page.rows);
  }

  void row(String path, Field<?> field) {
    String fallback =
        field.isRequired() ? "**required**" : field.fallback().isEmpty() ? "" : field.fallback();
    String example = field.example().isEmpty() ? "" : "<br>`" + field.example() + "`";
    rows.add(
        "| `%s` | %s | %s | %s |\n"
            .formatted(path, cell(field.shape().noun()), cell(fallback), cell(field.description()))
            .replace(" |\n", cell(example) + " |\n"));
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
