package io.remoteaudit.example.year;

import java.time.OffsetDateTime;
import java.util.function.Consumer;

/**
 * One piece of work that some department does at some time.
 *
 * @param at when the department does it
 * @param no the number of the record it makes or corrects
 * @param work the work; leaves one version of one quality record
 */
record Step(OffsetDateTime at, String no, Consumer<Departments> work) {}
