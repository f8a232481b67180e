package io.remoteaudit.spring;

/**
 * A part of what the actuator endpoint {@code remoteaudit} shows, for parts of the module that not every host has. Holds
 * neither secrets nor anything of records or persons. Safe for use by several threads.
 */
interface ActuatorSection {

    /** What the part is called there, for example {@code sources}. */
    String name();

    /** What it shows now, of maps, lists, numbers and text. */
    Object content();
}
