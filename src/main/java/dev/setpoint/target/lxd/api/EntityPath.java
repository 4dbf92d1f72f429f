package dev.setpoint.target.lxd.api;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Names one thing on a server.
 *
 * @param type what it is
 * @param project that it is in; {@code default} for what belongs to no project
 * @param names of its parents and, last, its own
 */
public record EntityPath(EntityType type, String project, List<String> names) {
  /** The project that is always there. */
  public static final String DEFAULT_PROJECT = "default";

  /** Stands for all projects, in questions only. */
  public static final String ALL_PROJECTS = "*";

  private static final String ROOT = "/1.0/";

  public EntityPath {
    names = List.copyOf(names);
    if (names.size() != type.parents() + 1 || names.stream().anyMatch(EntityPath::isNoName)) {
      throw new IllegalArgumentException("no " + type.word() + ": " + names);
    }
  }

  /** A name is one step of a path and never leads elsewhere. */
  private static boolean isNoName(String name) {
    return name.isEmpty() || name.equals(".") || name.equals("..");
  }

  public static EntityPath instance(String project, String name) {
    return of(EntityType.INSTANCE, project, name);
  }

  public static EntityPath snapshot(String project, String instance, String name) {
    return of(EntityType.SNAPSHOT, project, instance, name);
  }

  public static EntityPath profile(String project, String name) {
    return of(EntityType.PROFILE, project, name);
  }

  public static EntityPath image(String project, String fingerprint) {
    return of(EntityType.IMAGE, project, fingerprint);
  }

  public static EntityPath alias(String project, String name) {
    return of(EntityType.ALIAS, project, name);
  }

  public static EntityPath network(String project, String name) {
    return of(EntityType.NETWORK, project, name);
  }

  public static EntityPath forward(String project, String network, String address) {
    return of(EntityType.FORWARD, project, network, address);
  }

  public static EntityPath acl(String project, String name) {
    return of(EntityType.ACL, project, name);
  }

  public static EntityPath pool(String name) {
    return of(EntityType.POOL, DEFAULT_PROJECT, name);
  }

  public static EntityPath volume(String project, String pool, String name) {
    return of(EntityType.VOLUME, project, pool, name);
  }

  public static EntityPath volumeSnapshot(String project, String pool, String volume, String name) {
    return of(EntityType.VOLUME_SNAPSHOT, project, pool, volume, name);
  }

  public static EntityPath project(String name) {
    return of(EntityType.PROJECT, DEFAULT_PROJECT, name);
  }

  /** Any sort of thing. */
  public static EntityPath of(EntityType type, String project, String... names) {
    return new EntityPath(type, project, List.of(names));
  }

  /** Its own name. */
  public String name() {
    return names.getLast();
  }

  /** Names of its parents, the outermost first. */
  public List<String> parents() {
    return names.subList(0, names.size() - 1);
  }

  /** The same place under another name. */
  public EntityPath withName(String name) {
    var renamed = new ArrayList<>(parents());
    renamed.add(name);
    return new EntityPath(type, project, renamed);
  }

  /** What it belongs to; a thing without a parent belongs to itself. */
  public EntityPath owner() {
    return type.parent().map(parent -> new EntityPath(parent, project, parents())).orElse(this);
  }

  /** Path of the API, encoded, without the project. */
  public String path() {
    return collection(type, parents()) + "/" + encoded(name());
  }

  /** Path of the API that such things are listed and made at, encoded, without the project. */
  public String collection() {
    return collection(type, parents());
  }

  /** The same for any. */
  public static String collection(EntityType type, List<String> parents) {
    Iterator<String> names = parents.iterator();
    List<String> steps =
        type.place().stream()
            .map(step -> step.equals(EntityType.PARENT) ? encoded(names.next()) : step)
            .toList();
    return ROOT + String.join("/", steps);
  }

  /**
   * Reads what an event or an operation names, such as {@code
   * /1.0/instances/web/snapshots/s0?project=blue}. What lies deeper than what is known here counts
   * as the thing that it belongs to; empty for what is not known at all.
   *
   * @param project of a path that names none
   */
  public static Optional<EntityPath> parse(String url, String project) {
    int mark = url.indexOf('?');
    String path = mark < 0 ? url : url.substring(0, mark);
    if (!path.startsWith(ROOT)) {
      return Optional.empty();
    }
    List<String> steps = List.of(path.substring(ROOT.length()).split("/"));
    String named = mark < 0 ? project : projectOf(url.substring(mark + 1), project);
    return Arrays.stream(EntityType.values())
        .sorted((a, b) -> b.place().size() - a.place().size())
        .flatMap(type -> match(type, steps, named).stream())
        .findFirst();
  }

  private static Optional<EntityPath> match(EntityType type, List<String> steps, String project) {
    List<String> place = type.place();
    if (steps.size() <= place.size()) {
      return Optional.empty();
    }
    var names = new ArrayList<String>();
    for (int i = 0; i < place.size(); i++) {
      if (place.get(i).equals(EntityType.PARENT)) {
        names.add(decoded(steps.get(i)));
      } else if (!place.get(i).equals(steps.get(i))) {
        return Optional.empty();
      }
    }
    names.add(decoded(steps.get(place.size())));
    if (names.stream().anyMatch(EntityPath::isNoName)) {
      return Optional.empty();
    }
    return Optional.of(new EntityPath(type, type.isInProject() ? project : DEFAULT_PROJECT, names));
  }

  private static String projectOf(String query, String otherwise) {
    return Arrays.stream(query.split("&"))
        .filter(pair -> pair.startsWith("project="))
        .map(pair -> decoded(pair.substring("project=".length())))
        .findFirst()
        .orElse(otherwise);
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String decoded(String step) {
    try {
      return URLDecoder.decode(step.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return step;
    }
  }

  @Override
  public String toString() {
    String own = type.word() + " " + String.join("/", names);
    return project.equals(DEFAULT_PROJECT) ? own : own + " in project " + project;
  }
}
