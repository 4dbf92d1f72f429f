package dev.setpoint.rollout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Names of nodes. Immutable, and a name more or less costs about a thousandth of what a copy of ten
 * thousand names would, since names lie in buckets and only one bucket is copied.
 */
final class NodeSet {
  private static final int BUCKETS = 256;
  private static final String[] EMPTY = {};
  private static final NodeSet NONE = new NodeSet(emptyBuckets(), 0);

  private final String[][] buckets;
  private final int size;

  private NodeSet(String[][] buckets, int size) {
    this.buckets = buckets;
    this.size = size;
  }

  private static String[][] emptyBuckets() {
    var buckets = new String[BUCKETS][];
    Arrays.fill(buckets, EMPTY);
    return buckets;
  }

  static NodeSet none() {
    return NONE;
  }

  static NodeSet of(Collection<String> names) {
    var lists = new ArrayList<List<String>>();
    for (int i = 0; i < BUCKETS; i++) {
      lists.add(new ArrayList<>());
    }
    names.stream().distinct().sorted().forEach(name -> lists.get(bucket(name)).add(name));
    var buckets = new String[BUCKETS][];
    for (int i = 0; i < BUCKETS; i++) {
      buckets[i] = lists.get(i).toArray(EMPTY);
    }
    return new NodeSet(buckets, Arrays.stream(buckets).mapToInt(each -> each.length).sum());
  }

  private static int bucket(String name) {
    int hash = name.hashCode();
    return (hash ^ (hash >>> 8) ^ (hash >>> 16)) & (BUCKETS - 1);
  }

  boolean contains(String name) {
    return Arrays.binarySearch(buckets[bucket(name)], name) >= 0;
  }

  NodeSet with(String name) {
    if (contains(name)) {
      return this;
    }
    var names = new ArrayList<>(Arrays.asList(buckets[bucket(name)]));
    names.add(name);
    names.sort(null);
    return withBucket(bucket(name), names, size + 1);
  }

  NodeSet without(String name) {
    if (!contains(name)) {
      return this;
    }
    var names = new ArrayList<>(Arrays.asList(buckets[bucket(name)]));
    names.remove(name);
    return withBucket(bucket(name), names, size - 1);
  }

  private NodeSet withBucket(int index, List<String> names, int newSize) {
    var copy = buckets.clone();
    copy[index] = names.toArray(EMPTY);
    return new NodeSet(copy, newSize);
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Any name, always the same one of the same set. */
  Optional<String> first() {
    return Arrays.stream(buckets).filter(each -> each.length > 0).map(each -> each[0]).findFirst();
  }

  List<String> names() {
    return Arrays.stream(buckets).flatMap(Arrays::stream).sorted().toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NodeSet set && Arrays.deepEquals(buckets, set.buckets);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(buckets);
  }

  @Override
  public String toString() {
    return names().toString();
  }
}
