package dev.setpoint.manifest.kinds;

import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.Metadata;
import dev.setpoint.manifest.Origin;
import dev.setpoint.manifest.scalar.Names;
import dev.setpoint.manifest.shape.Field;
import dev.setpoint.manifest.shape.ObjectShape;
import dev.setpoint.manifest.shape.Shapes;
import dev.setpoint.manifest.shape.Values;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The four keys that every manifest has, around the {@code spec} of one kind.
 *
 * @param shape the whole document
 * @param spec what stands behind {@code spec:}
 */
record Envelope<M extends Manifest>(ObjectShape<M> shape, ObjectShape<?> spec) {
  static final String API_VERSION = "setpoint.dev/v1";

  /** What all kinds share. */
  record Head(Metadata metadata, Origin origin) {}

  private static final Field<String> NAME =
      Field.required("name", Names.NAME)
          .describe("Its name, unique per kind in the repository, and its name in the engine.")
          .example("web");
  private static final Field<Map<String, String>> LABELS =
      Field.optional("labels", Names.LABELS)
          .describe("Free words for selectors and policies; not the labels of a container.")
          .example("{app: shop}");
  private static final Field<Metadata> METADATA =
      Field.required(
              "metadata",
              Shapes.object(
                  "the metadata of a manifest",
                  List.of(NAME, LABELS),
                  values -> new Metadata(values.require(NAME), values.get(LABELS, Map.of()))))
          .describe("Name and labels.")
          .example("{name: web}");
  private static final Field<String> VERSION =
      Field.required("apiVersion", Shapes.words(API_VERSION))
          .describe("Version of the format.")
          .example(API_VERSION);

  static <S, M extends Manifest> Envelope<M> of(
      String kind, ObjectShape<S> spec, BiFunction<Head, S, M> make) {
    Field<S> field = Field.required("spec", spec).describe("What it should be.");
    return of(kind, field, spec, values -> make.apply(head(values), values.require(field)));
  }

  static <S, M extends Manifest> Envelope<M> optionalSpec(
      String kind, ObjectShape<S> spec, S fallback, BiFunction<Head, S, M> make) {
    Field<S> field = Field.optional("spec", spec).describe("What it should be.");
    return of(kind, field, spec, values -> make.apply(head(values), values.get(field, fallback)));
  }

  private static <S, M extends Manifest> Envelope<M> of(
      String kind, Field<S> field, ObjectShape<S> spec, Function<Values, M> make) {
    Field<String> kindField =
        Field.required("kind", Shapes.words(kind)).describe("Kind of manifest.");
    return new Envelope<>(
        Shapes.object("a " + kind, List.of(VERSION, kindField, METADATA, field), make), spec);
  }

  private static Head head(Values values) {
    return new Head(values.require(METADATA), new Origin(values.file(), values.place().line()));
  }
}
