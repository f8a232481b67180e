/** The quality system's screens: for each department its registers and the forms that write into them. */
@NullMarked
package io.remoteaudit.example.web;

import org.jspecify.annotations.NullMarked;
