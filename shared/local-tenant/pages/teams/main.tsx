import '../common/whole-page.css';
