package io.remoteaudit.example.quality;

import io.remoteaudit.example.factory.Entry;
import java.time.LocalDate;

/**
 * The training of a person.
 *
 * @param entry number, site, people and time
 * @param personRef the person's staff number
 * @param skill what was taught
 * @param documentRev by which document
 * @param passed whether it was passed
 * @param validTo the last day it holds
 */
public record Training(
        Entry entry, String personRef, String skill, String documentRev, boolean passed, LocalDate validTo) {}
