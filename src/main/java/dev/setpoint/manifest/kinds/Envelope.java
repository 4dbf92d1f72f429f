package dev.setpoint.manifest.kinds;

import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.Metadata;
import dev.setpoint.manifest.Origin;
import dev.setpoint.manifest.scalar.Names;
import dev.setpoint.manifest.shape.Field;
import dev.setpoint.manifest.shape.ObjectShape;
import dev.setpoint.manifest.shape.Shape;
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
public record Envelope<M extends Manifest>(ObjectShape<M> shape, ObjectShape<?> spec) {
  static final String API_VERSION = "setpoint.dev/v1";

  /** What all kinds share. */
  public record Head(Metadata metadata, Origin origin) {}

  private static final Field<Map<String, String>> LABELS =
      Field.optional("labels", Names.LABELS)
          .describe("Free words for selectors and policies; not the labels of a container.")
          .example("{app: shop}");
  private static final Field<Metadata> METADATA = metadata(Names.NAME);
  private static final Field<String> VERSION =
      Field.required("apiVersion", Shapes.words(API_VERSION))
          .describe("Version of the format.")
          .example(API_VERSION);

  /** One of a kind whose names are as everybody else's. */
  public static <S, M extends Manifest> Envelope<M> of(
      String kind, ObjectShape<S> spec, BiFunction<Head, S, M> make) {
    return of(kind, Names.NAME, spec, make);
  }

  /**
   * One of a kind that has a narrower grammar of names.
   *
   * @param names what its names look like
   */
  public static <S, M extends Manifest> Envelope<M> of(
      String kind, Shape<String> names, ObjectShape<S> spec, BiFunction<Head, S, M> make) {
    Field<S> field = Field.required("spec", spec).describe("What it should be.");
    Field<Metadata> metadata = metadata(names);
    return of(
        kind,
        metadata,
        field,
        spec,
        values -> make.apply(head(values, metadata), values.require(field)));
  }

  static <S, M extends Manifest> Envelope<M> optionalSpec(
      String kind, ObjectShape<S> spec, S fallback, BiFunction<Head, S, M> make) {
    Field<S> field = Field.optional("spec", spec).describe("What it should be.");
    return of(
        kind,
        METADATA,
        field,
        spec,
        values -> make.apply(head(values, METADATA), values.get(field, fallback)));
  }

  private static <S, M extends Manifest> Envelope<M> of(
      String kind,
      Field<Metadata> metadata,
      Field<S> field,
      ObjectShape<S> spec,
      Function<Values, M> make) {
    Field<String> kindField =
        Field.required("kind", Shapes.words(kind)).describe("Kind of manifest.");
    return new Envelope<>(
        Shapes.object(noun(kind), List.of(VERSION, kindField, metadata, field), make), spec);
  }

  private static Field<Metadata> metadata(Shape<String> names) {
    Field<String> name =
        Field.required("name", names)
            .describe("Its name, unique per kind in the repository, and its name in the engine.")
            .example("web");
    return Field.required(
            "metadata",
            Shapes.object(
                "the metadata of a manifest",
                List.of(name, LABELS),
                values -> new Metadata(values.require(name), values.get(LABELS, Map.of()))))
        .describe("Name and labels.")
        .example("{name: web}");
  }

  private static String noun(String kind) {
    return ("AEIOU".indexOf(kind.charAt(0)) < 0 ? "a " : "an ") + kind;
  }

  private static Head head(Values values, Field<Metadata> metadata) {
    return new Head(values.require(metadata), new Origin(values.file(), values.place().line()));
  }
}
