"""From a person's sentence to what it asks for; danger comes before anything else."""
