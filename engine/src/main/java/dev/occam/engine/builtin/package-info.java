/** The layers, losses, optimizers and schedules that come with Occam, written as any plugin is: formulas, no gradients. */
package dev.occam.engine.builtin;
