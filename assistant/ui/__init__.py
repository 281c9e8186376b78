"""What people see: the Streamlit pages and the HTML shell around them."""
