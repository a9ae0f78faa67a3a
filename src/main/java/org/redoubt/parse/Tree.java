package org.redoubt.parse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Builds the merged tree of a program's templates, one template at a time. */
final class Tree {
  private final Place root = new Place();

  /**
   * Adds a shape.
   *
   * @return false when another template already has exactly this shape
   */
  boolean add(Template template, Rule rule) {
    return root.add(template.items(), 0, rule);
  }

  Node node() {
    return root.build(new byte[0], 0, null);
  }

  /** A node in the making: one byte an edge. */
  private static final class Place {
    private final TreeMap<Byte, Place> children = new TreeMap<>();
    private final List<Turn> turns = new ArrayList<>();
    private @Nullable Rule rule;

    boolean add(List<Template.Item> items, int from, Rule end) {
      if (from == items.size()) {
        boolean free = rule == null;
        rule = free ? end : rule;
        return free;
      }
      return switch (items.get(from)) {
        case Template.Literal literal -> descend(literal.text(), 0).add(items, from + 1, end);
        case Template.Field field -> turn(field, items, from, end);
      };
    }

    private boolean turn(Template.Field field, List<Template.Item> items, int from, Rule end) {
      if (!field.isOpen()) {
        return turnFor(field, new byte[0]).next.add(items, from + 1, end);
      }
      if (from + 1 == items.size()) {
        Turn turn = turnFor(field, new byte[0]);
        boolean free = turn.next.rule == null;
        turn.next.rule = free ? end : turn.next.rule;
        return free;
      }
      byte[] until = ((Template.Literal) items.get(from + 1)).text();
      Turn turn = turnFor(field, until);
      return turn.next.descend(until, turn.until.length).add(items, from + 2, end);
    }

    /** The turn that this field may share: the same field, and for text a common continuation. */
    private Turn turnFor(Template.Field field, byte[] until) {
      for (Turn turn : turns) {
        if (turn.field.equals(field) && turn.shares(until)) {
          return turn;
        }
      }
      Turn turn = new Turn(field, until);
      turns.add(turn);
      return turn;
    }

    private Place descend(byte[] text, int from) {
      Place place = this;
      for (int i = from; i < text.length; i++) {
        place = place.children.computeIfAbsent(text[i], b -> new Place());
      }
      return place;
    }

    Node build(byte[] label, int depth, @Nullable Node up) {
      Step[] steps = turns.stream().map(Turn::build).toArray(Step[]::new);
      Node node = new Node(label, depth, rule, steps, up);
      Node above = node.leadsOn() ? node : up;
      node.children(
          children.entrySet().stream()
              .map(edge -> edge.getValue().compressed(edge.getKey(), depth, above))
              .toArray(Node[]::new));
      return node;
    }

    /** This place with all the lone edges below it folded into its label. */
    private Node compressed(byte first, int depth, @Nullable Node up) {
      byte[] label = {first};
      Place place = this;
      while (place.children.size() == 1 && place.rule == null && place.turns.isEmpty()) {
        var only = place.children.firstEntry();
        label = Arrays.copyOf(label, label.length + 1);
        label[label.length - 1] = only.getKey();
        place = only.getValue();
      }
      return place.build(label, depth + label.length, up);
    }
  }

  /** A field that leads on from a place. */
  private static final class Turn {
    private final Template.Field field;
    private byte[] until;
    private Place next = new Place();

    Turn(Template.Field field, byte[] until) {
      this.field = field;
      this.until = until;
    }

    /** Whether this continuation may go through here; cuts {@link #until} to what is common. */
    boolean shares(byte[] other) {
      if (field.kind() != Kind.TEXT) {
        return Arrays.equals(until, other);
      }
      int mismatch = Arrays.mismatch(until, other);
      int common = mismatch < 0 ? until.length : mismatch;
      if (common == 0) {
        return until.length == 0 && other.length == 0;
      }
      if (common < until.length) {
        Place head = new Place();
        Place last = head;
        for (int i = common; i < until.length - 1; i++) {
          Place below = new Place();
          last.children.put(until[i], below);
          last = below;
        }
        last.children.put(until[until.length - 1], next);
        next = head;
        until = Arrays.copyOf(until, common);
      }
      return true;
    }

    Step build() {
      Rule end = next.rule;
      if (field.isOpen() && until.length == 0 && end != null) {
        return new Step.Rest(field.slot(), field.stops(), end);
      }
      Node node = next.build(new byte[0], 0, null);
      return switch (field.kind()) {
        case INT, IP, IP4, WORD, QUOTED ->
            new Step.Closed(field.slot(), field.kind(), field.stops(), node);
        case TEXT -> new Step.Text(field.slot(), field.stops(), until, node);
        case ANY, ESCAPED, BASE64 -> new Step.Open(field.slot(), field.stops(), until, node);
        case ONLY -> new Step.Only(field.slot(), field.stops(), until, node);
      };
    }
  }
}
